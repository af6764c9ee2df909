import { readdirSync, readFileSync } from 'node:fs';

/** How many processes of a workspace run a command that ends in these words, which a NUL separates. */
export function processesMarked(root: string, words: string): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isMarked(name, root, words)).length;
}

function isMarked(pid: string, root: string, words: string): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`ATELIER_STATE=${root}\0`)) return false;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').endsWith(`${words}\0`);
  } catch {
    // It has ended.
    return false;
  }
}
