import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in folders. */
export interface DiskUse {
  readonly bytes: number;
  readonly files: number;
  /** False: there are more files than were counted, so that it is at least this. */
  readonly isAll: boolean;
}

const mostFiles = 200_000;
const blockBytes = 512;

/** Add up what files in folders take of the disk, each once, through no link; what goes away meanwhile is not there. */
export async function diskUse(folders: readonly string[], signal: AbortSignal, most = mostFiles): Promise<DiskUse> {
  const waiting = [...folders];
  const counted = new Set<string>();
  let [bytes, files] = [0, 0];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for await (const entry of entriesOf(folder)) {
      if (files >= most || signal.aborted) return { bytes, files, isAll: false };
      files += 1;
      const path = join(folder, entry.name);
      const status = await lstat(path).catch(() => undefined);
      if (status === undefined) continue;
      if (status.isDirectory()) waiting.push(path);
      const id = `${status.dev}:${status.ino}`;
      if (status.nlink > 1 && !status.isDirectory()) {
        if (counted.has(id)) continue;
        counted.add(id);
      }
      bytes += status.blocks * blockBytes;
    }
  }
  return { bytes, files, isAll: true };
}

async function* entriesOf(folder: string): AsyncGenerator<{ readonly name: string }> {
  try {
    yield* await opendir(folder);
  } catch (error) {
    // Removed meanwhile, or put out of reach by whoever it belongs to.
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
  }
}
