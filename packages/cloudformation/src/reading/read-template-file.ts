import { readFile, stat } from 'node:fs/promises';
import { Problem } from '@atelier/problem';

/** The size that CloudFormation takes at most. */
const mostBytes = 1024 * 1024;

/** The bytes of a file, unless it is larger than CloudFormation takes; a larger one is not read at all. */
export async function readTemplateFile(file: string): Promise<Uint8Array> {
  const status = await stat(file).catch((error: NodeJS.ErrnoException) => Promise.reject(notRead(error, file)));
  if (!status.isFile()) throw notRead({ code: 'it is no regular file' }, file);
  if (status.size > mostBytes) throw tooLarge(file, status.size);
  return await readFile(file).catch((error: NodeJS.ErrnoException) => Promise.reject(notRead(error, file)));
}

export function notRead({ code }: { readonly code?: string | undefined }, file: string): Problem {
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return new Problem({
    code: isMissing ? 'NoSuchFile' : 'NotReadable',
    message: isMissing ? `There is no file or folder ${file}.` : `${file} cannot be read: ${code}.`,
    fix: isMissing ? 'Correct the path.' : 'Give yourself the right to read it, or name another file.',
    whose: 'yours',
  });
}

function tooLarge(file: string, bytes: number): Problem {
  const mebibytes = (bytes / 1024 / 1024).toFixed(1);
  return new Problem({
    code: 'TemplateTooLarge',
    message: `${file} has ${mebibytes} MiB; CloudFormation takes templates of at most 1 MiB.`,
    fix: 'Split it into several stacks.',
    whose: 'yours',
  });
}
