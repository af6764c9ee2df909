import { EventEmitter } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { Problem, shellWord } from '@atelier/core';
import { prepareFile } from '../state/prepare-file.ts';
import { sqliteProblem } from '../state/state-problem.ts';

/**
 * What every execution did, kept so that a crash loses nothing that was acknowledged.
 *
 * One process runs executions from a journal at a time; others may read it.
 */
export interface Journal extends Disposable {
  readonly database: DatabaseSync;
  /** Tells waiting executions of answers and stops, by token or execution. */
  readonly changes: EventEmitter;
}

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS executions (
    id TEXT PRIMARY KEY, project TEXT NOT NULL, flow TEXT NOT NULL, document TEXT NOT NULL, input TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'aborted')),
    output TEXT, error TEXT, cause TEXT, startedAtMs INTEGER NOT NULL, endedAtMs INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS oneRunning ON executions (project, flow) WHERE status = 'running';
  CREATE TABLE IF NOT EXISTS events (
    execution TEXT NOT NULL REFERENCES executions, seq INTEGER NOT NULL, atMs INTEGER NOT NULL,
    path TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (execution, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, execution TEXT NOT NULL REFERENCES executions, path TEXT NOT NULL,
    heartbeatAtMs INTEGER NOT NULL, answer TEXT
  ) STRICT, WITHOUT ROWID;
`;

/** Open the journal in a file, which is made when it does not exist; ":memory:" keeps it for as long as it is open. */
export function openJournal(file: string): Journal {
  const database = openDatabase(file);
  const changes = new EventEmitter().setMaxListeners(0);
  return { database, changes, [Symbol.dispose]: () => database.close() };
}

function openDatabase(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') prepareFile(file);
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec(schema);
    return database;
  } catch (error) {
    const fix = `Move it away (mv ${shellWord(file)} ${shellWord(`${file}.damaged`)}), then run "atelier up": warehouses, tracking and models stay; what is forgotten is which runs there were and what was deployed, so run the flows again.`;
    throw sqliteProblem(error, file, fix);
  }
}

/** Do all of the writes or none; they are on the disk when this returns. */
export function write<Result>({ database }: Journal, writes: () => Result): Result {
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = writes();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw isSqliteError(error) ? notWritten(error) : error;
  }
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

function notWritten(error: Error): Problem {
  return new Problem(
    {
      code: 'JournalNotWritten',
      message: `The workflow journal could not be written: ${error.message}.`,
      fix: 'Free some disk space, see that only one supervisor runs, and start the flow again; it goes on where it was.',
      whose: 'machine',
      state: 'Everything up to the last transition told is kept.',
    },
    error,
  );
}
