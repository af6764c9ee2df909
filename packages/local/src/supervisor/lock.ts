import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StateFolder } from '../state-folder.ts';

/** Held as long as its process lives; the kernel lets go of it however that process ends. */
export interface Lock {
  release(): void;
}

/**
 * Become the one supervisor of a workspace, or learn that there is one (undefined).
 *
 * SQLite's exclusive transaction is an advisory lock of the kernel on the file, so that a killed
 * supervisor leaves no stale lock, which a file holding a process id would.
 */
export function takeLock(state: StateFolder): Lock | undefined {
  const database = new DatabaseSync(join(state.run, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  writeFileSync(pidFile(state), String(process.pid));
  return { release: () => database.close() };
}

/** The process that holds the lock; undefined when nobody does, whatever was written down. */
export function lockHolder(state: StateFolder): number | undefined {
  const database = new DatabaseSync(join(state.run, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('begin exclusive');
    return undefined;
  } catch (error) {
    if (isBusy(error)) return Number(readFileSync(pidFile(state), 'utf8'));
    throw error;
  } finally {
    database.close();
  }
}

function pidFile(state: StateFolder): string {
  return join(state.run, 'supervisor.pid');
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}
