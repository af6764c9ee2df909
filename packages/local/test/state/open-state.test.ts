import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deploymentsIn } from '../../src/endpoint/deployments.ts';
import { migrations } from '../../src/state/migrations.ts';
import { openState } from '../../src/state/open-state.ts';
import { olderStates } from './older-states.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-state-'));
  file = join(folder, 'state.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

function make(sql: string): void {
  using database = new DatabaseSync(file);
  database.exec(sql);
}

function ask(of: string, sql: string) {
  using database = new DatabaseSync(of, { readOnly: true });
  return database.prepare(sql).all();
}

const versionOf = (of: string) => ask(of, 'PRAGMA user_version')[0]?.user_version;
const tablesOf = (of: string) => ask(of, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
const schemaOf = (of: string) =>
  ['executions', 'events', 'tokens', 'ports', 'deployments'].map((table) => ask(of, `PRAGMA table_info(${table})`));

describe.each(olderStates)('a state of $what', ({ sql, holds, version }) => {
  test('is brought to the version of this Atelier with all that it holds, and is kept beside it as it was', async () => {
    make(sql);
    const before = tablesOf(file);
    using database = openState(file);
    expect(versionOf(file)).toBe(migrations.length);
    if (holds.includes('deployments'))
      expect(deploymentsIn(database).all()).toMatchObject([{ project: 'sales', version: 1, digest: null }]);
    if (holds.includes('ports')) expect(ask(file, 'SELECT * FROM ports')).toEqual([{ service: 'door', port: 40001 }]);
    const copy = `${file}.version-${version}`;
    expect([versionOf(copy), tablesOf(copy)]).toEqual([version, before]);
    expect(statSync(copy).mode & 0o077).toBe(0);
  });

  test('has the columns of a new one afterwards', () => {
    make(sql);
    openState(file).close();
    const fresh = join(folder, 'fresh.sqlite');
    openState(fresh).close();
    expect(schemaOf(file)).toEqual(schemaOf(fresh));
  });
});

test('a new state has the newest version, is shut to others, and has no copy beside it', () => {
  openState(file).close();
  expect(versionOf(file)).toBe(migrations.length);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(existsSync(`${file}.version-0`)).toBe(false);
});

test('a state of a newer version is refused with both versions, and stays as it is', () => {
  openState(file).close();
  make(`PRAGMA user_version = ${migrations.length + 1}`);
  const before = readFileSync(file);
  expect(() => openState(file)).toThrow(
    expect.objectContaining({
      code: 'StateOfNewerVersion',
      message: expect.stringContaining(`is of version ${migrations.length + 1}; this Atelier knows versions up to`),
      state: 'Nothing was changed.',
    }),
  );
  expect(readFileSync(file)).toEqual(before);
});

describe('a step to a newer version', () => {
  const adding = (database: DatabaseSync) => database.exec('CREATE TABLE later (one TEXT) STRICT');
  const failing = (database: DatabaseSync) => {
    adding(database);
    throw new Error('no more');
  };

  test('that fails leaves the state as it was, and is done when it is tried again', () => {
    openState(file).close();
    expect(() => openState(file, [...migrations, failing])).toThrow('no more');
    expect([versionOf(file), tablesOf(file)]).not.toContainEqual({ name: 'later' });
    expect(versionOf(file)).toBe(migrations.length);
    openState(file, [...migrations, adding]).close();
    expect(versionOf(file)).toBe(migrations.length + 1);
    expect(tablesOf(file)).toContainEqual({ name: 'later' });
    expect(tablesOf(`${file}.version-${migrations.length}`)).not.toContainEqual({ name: 'later' });
  });

  test('begins with a whole copy, whatever an earlier try has left of one', () => {
    openState(file).close();
    const copy = `${file}.version-${migrations.length}`;
    writeFileSync(`${copy}.part`, 'half of a copy');
    writeFileSync(copy, 'another');
    openState(file, [...migrations, adding]).close();
    expect(versionOf(copy)).toBe(migrations.length);
    expect(existsSync(`${copy}.part`)).toBe(false);
  });
});
