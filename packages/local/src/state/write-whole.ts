import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { stateProblem } from './state-problem.ts';

/** Write a small file of the state, whole or not at all: others may be reading it, and the machine may stop. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, path);
  } catch (error) {
    throw stateProblem(error, path);
  }
}
