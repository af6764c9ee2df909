import { EventEmitter } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { Problem } from '@atelier/problem';

/**
 * Record of what every execution did, kept so that a crash loses nothing that was acknowledged.
 *
 * One process runs executions from a journal at a time; others may read it.
 */
export interface Journal {
  readonly database: DatabaseSync;
  /** Tells waiting executions of answers and stops, by token or execution. */
  readonly changes: EventEmitter;
}

/** The journal in a database of the state; whoever opened that closes it. */
export function journalIn(database: DatabaseSync): Journal {
  return { database, changes: new EventEmitter().setMaxListeners(0) };
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
      fix: 'Free some disk space, see that only one supervisor runs, and run it again; it goes on where it was.',
      whose: 'machine',
      state: 'Everything up to the last transition told is kept.',
    },
    error,
  );
}
