import { renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Problem, shellWord } from '@atelier/problem';
import { migrations as allMigrations, type Migration } from './migrations.ts';
import { prepareFile } from './prepare-file.ts';
import { sqliteProblem } from './state-problem.ts';

/**
 * Open the database of a workspace's state: runs, deployments, ports. One that an older Atelier has made is brought to the
 * version of this one, all of it or nothing, and a copy of it as it was stays beside it (`state.sqlite.version-0`). Only who
 * holds the workspace's lock opens it.
 *
 * @param file made when it does not exist; ":memory:" keeps it for as long as it is open
 * @param migrations from the first database to the one that is wanted
 * @throws Problem StateOfNewerVersion for one that a newer Atelier has made; StateDamaged, StateNotWritable, DiskFull
 */
export function openState(file: string, migrations: readonly Migration[] = allMigrations): DatabaseSync {
  const database = opened(file);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    const version = versionOf(database);
    if (version > migrations.length) throw tooNew(file, version, migrations.length);
    if (version < migrations.length) {
      if (holdsSomething(database)) keepCopy(database, `${file}.version-${version}`);
      migrate(database, migrations);
    }
    return database;
  } catch (error) {
    database.close();
    throw problemWith(file, error);
  }
}

function opened(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') prepareFile(file);
    return new DatabaseSync(file, { timeout: 5000 });
  } catch (error) {
    throw problemWith(file, error);
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

function holdsSomething(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined;
}

/** Whole or not at all: a copy that was begun and not finished is under another name. */
function keepCopy(database: DatabaseSync, copy: string): void {
  const begun = `${copy}.part`;
  rmSync(begun, { force: true });
  prepareFile(begun);
  database.prepare('VACUUM INTO ?').run(begun);
  renameSync(begun, copy);
}

function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const migration of migrations.slice(versionOf(database))) migration(database);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function tooNew(file: string, version: number, known: number): Problem {
  return new Problem({
    code: 'StateOfNewerVersion',
    message: `${file} is of version ${version}; this Atelier knows versions up to ${known}.`,
    fix: 'Run the Atelier that made it, or a newer one.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function problemWith(file: string, error: unknown): unknown {
  const fix = `Move it away (mv ${shellWord(file)} ${shellWord(`${file}.damaged`)}), then run "atelier up": warehouses, tracking and models stay; what is forgotten is which runs there were and what was deployed, so run the flows again.`;
  return sqliteProblem(error, file, fix);
}
