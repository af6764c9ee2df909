import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { stateProblem } from './state-problem.ts';

/** Write a small file of the state, whole or not at all: others may be reading it. */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    throw stateProblem(error, path);
  }
}
