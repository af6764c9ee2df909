import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});

/** Every file of the project, from its folder. */
export const present = tracked.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));

/** Names of the folders in `packages/`. */
export const packageNames = [...new Set(present.flatMap((file) => /^packages\/([^/]+)\//.exec(file)?.[1] ?? []))];

/** The imports of a file, as it writes them. */
export function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  // A word of SQL in quotes is no import.
  return [...text.matchAll(/(?<![\w'"`])(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}
