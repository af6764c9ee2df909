import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { shellWord } from '@atelier/problem';
import { prepareFile } from '../state/prepare-file.ts';
import { readPlain } from '../state/read-plain.ts';
import { sqliteProblem } from '../state/state-problem.ts';
import { writeWhole } from '../state/write-whole.ts';
import type { StateFolder } from '../state-folder.ts';

/** Held as long as its process lives; the kernel lets go of it however that process ends. */
export interface Lock {
  /** Whether its file is another one by now, or none: whoever looks there sees a workspace that is down. */
  isLost(): boolean;
  release(): void;
}

/** Why a process holds a workspace: to run it, or to clear away what a killed supervisor left. */
export type LockPurpose = 'supervise' | 'clear';

/** A look at the lock lasts a moment and must not turn away who wants to take it. */
const patienceMillis = 2000;

/**
 * Become the one process that owns a workspace, or learn that there is one (undefined).
 *
 * SQLite's exclusive transaction is an advisory lock of the kernel on the file, so that a killed
 * supervisor leaves no stale lock, which a file holding a process id would.
 */
export function takeLock(state: StateFolder, purpose: LockPurpose): Lock | undefined {
  if (isLocked(state)) return undefined;
  const database = openLock(state, patienceMillis);
  if (!begins(state, database, 'begin exclusive')) return undefined;
  writeHolder(state, purpose);
  const held = fileAt(lockFile(state));
  return { isLost: () => fileAt(lockFile(state)) !== held, release: () => database.close() };
}

/** Whether a process owns the workspace now. */
export function isLocked(state: StateFolder): boolean {
  const database = openLock(state, 0);
  const isFree = begins(state, database, 'begin; select count(*) from sqlite_schema');
  if (isFree) database.close();
  return !isFree;
}

/** The supervisor that owns the workspace; undefined when nobody does, or only to clear it. */
export function supervisorPid(state: StateFolder): number | undefined {
  if (!isLocked(state)) return undefined;
  const { pid, startedAt, purpose } = readHolder(state);
  return purpose === 'supervise' && startTimeOf(pid) === startedAt ? pid : undefined;
}

interface Holder {
  readonly pid: number;
  /** In the kernel's own words: a process id alone may be a stranger's by now. */
  readonly startedAt: string | undefined;
  readonly purpose: LockPurpose | undefined;
}

function writeHolder(state: StateFolder, purpose: LockPurpose): void {
  const holder: Holder = { pid: process.pid, startedAt: startTimeOf(process.pid), purpose };
  writeWhole(holderFile(state), JSON.stringify(holder));
}

/** Nobody is known as long as the holder has not written itself down, or when what stands there is no holder. */
function readHolder(state: StateFolder): Holder {
  const nobody: Holder = { pid: -1, startedAt: undefined, purpose: undefined };
  try {
    const { pid, startedAt, purpose } = JSON.parse(readPlain(holderFile(state)) ?? '{}');
    return Number.isInteger(pid) && pid > 0 ? { pid, startedAt, purpose } : nobody;
  } catch {
    return nobody;
  }
}

/** The kernel's start time of a process, in ticks since boot; undefined when there is none. */
function startTimeOf(pid: number): string | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return afterName.split(' ')[19];
  } catch {
    return undefined;
  }
}

function holderFile(state: StateFolder): string {
  return join(state.run, 'holder.json');
}

function lockFile(state: StateFolder): string {
  return join(state.run, 'lock.sqlite');
}

/** Which file of the machine stands at a path. */
function fileAt(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

function openLock(state: StateFolder, timeout: number): DatabaseSync {
  const file = lockFile(state);
  try {
    prepareFile(file);
    return new DatabaseSync(file, { timeout });
  } catch (error) {
    throw lockProblem(error, state);
  }
}

/** A file that is no lock any more holds nothing worth keeping; but whoever held it may still be alive. */
function lockProblem(error: unknown, state: StateFolder): unknown {
  const file = lockFile(state);
  const { pid, startedAt } = readHolder(state);
  const end = startedAt !== undefined && startTimeOf(pid) === startedAt ? `kill ${pid}; ` : '';
  return sqliteProblem(error, file, `Remove it, then run the command again: ${end}rm ${shellWord(file)}`);
}

/** Whether the transaction could begin; a database on which it could not is closed. */
function begins(state: StateFolder, database: DatabaseSync, statement: string): boolean {
  try {
    database.exec(statement);
    return true;
  } catch (error) {
    database.close();
    const sqliteBusy = 5;
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return false;
    throw lockProblem(error, state);
  }
}
