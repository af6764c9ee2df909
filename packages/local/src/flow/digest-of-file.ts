import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Why a file has no bytes to be read. */
const unreadable = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM'];

/** SHA-256 of a file's bytes, as hex; undefined when there is no such file that may be read. */
export async function digestOfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  } catch (error) {
    if (unreadable.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
  return hash.digest('hex');
}
