import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const mostBytes = 65_536;

/** The text of a small file of the state; undefined where there is no plain file of that name, or one that is not ours to read. */
export function readPlain(path: string): string | undefined {
  const fd = openOrNothing(path);
  if (fd === undefined) return undefined;
  try {
    const status = fstatSync(fd);
    return status.isFile() && status.size <= mostBytes ? readFileSync(fd, 'utf8') : undefined;
  } finally {
    closeSync(fd);
  }
}

function openOrNothing(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}
