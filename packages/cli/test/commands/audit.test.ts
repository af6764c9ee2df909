import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditEntry, openAuditLog } from '@atelier/audit';
import { stateFolder } from '@atelier/local';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

let folder: string;
let logs: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  logs = stateFolder(join(folder, 'atelier.yaml')).audit;
});

afterEach(() => rmSync(folder, { recursive: true }));

async function decided(writer: string, entries: readonly Partial<AuditEntry>[]): Promise<void> {
  const log = openAuditLog({ folder: logs, workspace: 'acme', writer, tell: () => undefined });
  const usual = {
    ...{ who: 'july', by: 'session 7f3a9c', action: 'warehouse.query', resource: 'project sales', allowed: true },
    ...{ because: 'a member may', request: 'POST /projects/sales/sql' },
  };
  for (const entry of entries) await log.append({ ...usual, ...entry });
  await log.close();
}

async function asked(...args: readonly string[]) {
  const io = recordingIo(folder);
  const code = await run(['audit', ...args], io);
  return { code, ...io.said };
}

/** Of each document in lines, one thing that it says. */
function each(out: string, key: string): unknown[] {
  const lines = out.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line)[key]);
}

const file = () => join(logs, 'front-door', '000001.jsonl');

test('a workspace in which nothing was decided says so', async () => {
  expect(await asked()).toEqual({ code: 0, out: 'Nothing like that has been decided here.\n', err: '' });
  expect((await asked('--verify')).out).toBe('There is no log yet.\n');
  expect((await asked('--head')).out).toBe('There is no log yet.\n');
});

test('decisions of all writers are shown in the order of their time, the newest last', async () => {
  await decided('supervisor', [{ who: 'owner' }]);
  await decided('front-door', [{ allowed: false, because: 'not a member' }]);
  const { out } = await asked();
  expect(out.replace(/\d{4}-\d{2}-\d{2} [\d:]{8}Z/g, 'T').split('\n')).toEqual([
    'TIME                  WHO             ACTION           ON             SHOWN BY        BECAUSE',
    'T  owner  allowed  warehouse.query  project sales  session 7f3a9c  a member may',
    'T  july   refused  warehouse.query  project sales  session 7f3a9c  not a member',
    '',
  ]);
});

test('programs get every record as a document on its line', async () => {
  await decided(
    'front-door',
    Array.from({ length: 120 }, (_, index) => ({ because: `${index}\n` })),
  );
  const { out } = await asked('--json');
  expect(each(out, 'because')).toEqual(Array.from({ length: 120 }, (_, index) => `${index}\n`));
  expect(each((await asked('--json', '--limit', '3')).out, 'because')).toEqual(['117\n', '118\n', '119\n']);
  expect((await asked()).out.trimEnd().split('\n')).toHaveLength(51);
});

test('a person, what was refused, and a time narrow it down', async () => {
  await decided('front-door', [{ who: 'ann' }, {}, { who: 'ann', allowed: false }, { allowed: false }]);
  const numbers = async (...args: readonly string[]) => each((await asked('--json', ...args)).out, 'number');
  expect(await numbers('--person', 'ann')).toEqual([1, 3]);
  expect(await numbers('--refused')).toEqual([3, 4]);
  expect(await numbers('--refused', '--person', 'july')).toEqual([4]);
  expect(await numbers('--since', '2026-01-01')).toEqual([1, 2, 3, 4]);
  expect(await numbers('--since', '2199-01-01T00:00Z')).toEqual([]);
});

test.each([
  ['--since', 'yesterday', 'NotATime'],
  ['--since', '2026-13-45', 'NotATime'],
  ['--since', '2026-12-01T09:30', 'NotATime'],
  ['--limit', '0', 'NotAWholeNumber'],
  ['--since-head', 'abc', 'NotAHead'],
])('%s %s is refused', async (option, value, code) => {
  const { code: exit, out } = await asked('--json', option, value);
  expect([exit, JSON.parse(out)]).toMatchObject([1, { problem: { code } }]);
});

test('logs that are as they were written say so, and with which end', async () => {
  await decided('front-door', [{}, {}]);
  const { code, out } = await asked('--verify');
  expect([code, out]).toEqual([0, expect.stringMatching(/^front-door {2}whole {2}2 records {2}from .* to /)]);
  const [, digest = ''] = /^front-door 2 ([0-9a-f]{64})\n$/.exec((await asked('--head')).out) ?? [];
  expect(readFileSync(file(), 'utf8')).toContain(`"digest":"${digest}"`);
});

test('a log that was changed is told with file and line, and the exit code is 1', async () => {
  await decided('front-door', [{}, {}]);
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('july', 'ann'));
  const { code, out } = await asked('--verify');
  expect([code, out]).toEqual([1, expect.stringContaining(`front-door: ${file()}, line 2: it was changed.`)]);
  const { code: exit, out: said } = await asked('--verify', '--json');
  expect([exit, JSON.parse(said)]).toMatchObject([1, { logs: [{ verdict: 'broken', breaks: [{ line: 2 }] }] }]);
});

test('a log that was cut since its end was noted is told', async () => {
  await decided('front-door', [{}, {}]);
  const digest = JSON.parse((await asked('--verify', '--json')).out).logs[0].head.digest;
  await decided('front-door', [{}]);
  expect((await asked('--since-head', digest)).code).toBe(0);
  truncateSync(file(), readFileSync(file(), 'utf8').indexOf('\n') + 1);
  expect((await asked('--verify')).code).toBe(0);
  const { code, out } = await asked('--since-head', digest);
  expect([code, out]).toEqual([1, expect.stringContaining(`${digest} is in no log`)]);
});

test('lines that are no records are counted, and what is around them is shown', async () => {
  await decided('front-door', [{}, {}]);
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('{"n":1,', '{"n":1;'));
  const { out, err } = await asked('--json');
  expect(each(out, 'number')).toEqual([2]);
  expect(err).toContain(`1 line is no record, the first is ${file()}:2`);
});
