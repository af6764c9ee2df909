import { dirname, isAbsolute, normalize, resolve } from 'node:path';

/** Where a path that a file names leads. */
export interface NamedPath {
  /** Absolute. */
  readonly path: string;
  /** The folder that the file names, absolute: no link below it may lead out of it. */
  readonly within: string;
}

/**
 * Read a path as a file in `folder` writes it.
 *
 * `data/sales.csv` names the file's own folder, `../data/sales.csv` the one above it, `/mnt/data/sales.csv` the folder
 * `/mnt/data`. To get anywhere else a path has to say so; a link must not say it instead.
 */
export function namedPath(folder: string, written: string): NamedPath {
  const path = resolve(folder, written);
  if (isAbsolute(written)) return { path, within: dirname(path) };
  const ups = normalize(written)
    .split('/')
    .filter((part) => part === '..');
  return { path, within: resolve(folder, ...ups) };
}
