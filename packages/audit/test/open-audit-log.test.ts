import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verifyAudit } from '../src/index.ts';
import { allIn, entry, linesOf, newPlace } from './audit-place.ts';

test('what is appended can be read again, with its number and time, and its chain is whole', async () => {
  const place = newPlace();
  const log = place.open();
  await log.append(entry('one'));
  await log.append({ ...entry('two'), allowed: false });
  await log.close();
  expect(allIn(place.folder)).toEqual([
    { ...entry('one'), writer: 'front-door', number: 1, at: expect.stringMatching(/^\d{4}-.*Z$/) },
    { ...entry('two'), allowed: false, writer: 'front-door', number: 2, at: expect.stringMatching(/Z$/) },
  ]);
  const { logs } = verifyAudit(place.folder);
  expect(logs).toMatchObject([{ writer: 'front-door', verdict: 'whole', records: 2, head: { number: 2 }, breaks: [] }]);
});

test('the log is its own account’s alone, and so is its folder', async () => {
  const place = newPlace();
  await place.open().close();
  expect([statSync(place.own).mode & 0o777, statSync(place.file()).mode & 0o777]).toEqual([0o700, 0o600]);
});

test('the first line names workspace and writer', async () => {
  const place = newPlace();
  await place.open().close();
  expect(JSON.parse(linesOf(place.file())[0] ?? '')).toMatchObject({
    ...{ n: 0, segment: 1, workspace: 'acme', writer: 'front-door', unfollowed: null },
    before: '0'.repeat(64),
  });
});

test('a log that is opened again goes on with its chain', async () => {
  const place = newPlace();
  for (const because of ['one', 'two', 'three']) {
    const log = place.open();
    await log.append(entry(because));
    await log.close();
  }
  expect(allIn(place.folder).map(({ number, because }) => [number, because])).toEqual([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ]);
  expect(verifyAudit(place.folder).logs).toMatchObject([{ verdict: 'whole', records: 3 }]);
});

test('entries of many callers are in the order in which they came', async () => {
  const place = newPlace();
  const log = place.open();
  await Promise.all(Array.from({ length: 500 }, (_, index) => log.append(entry(String(index)))));
  await log.close();
  expect(allIn(place.folder).map(({ because }) => because)).toEqual(Array.from({ length: 500 }, (_, i) => String(i)));
});

test('a file that has become large is followed by another, in one chain', async () => {
  const place = newPlace();
  const log = place.open(2000);
  for (let index = 0; index < 20; index += 1) await log.append(entry(String(index)));
  await log.close();
  expect(place.files().length).toBeGreaterThan(3);
  expect(verifyAudit(place.folder).logs).toMatchObject([{ verdict: 'whole', records: 20 }]);
  const again = place.open(2000);
  await again.append(entry('20'));
  await again.close();
  expect(allIn(place.folder).map(({ because }) => Number(because))).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(verifyAudit(place.folder).logs).toMatchObject([{ verdict: 'whole', records: 21 }]);
});

test('who died between making a file and its first line goes on in it', async () => {
  const place = newPlace();
  const log = place.open(600);
  await log.append(entry('one'));
  await log.close();
  const last = place.file(place.files().length);
  const { truncateSync } = await import('node:fs');
  truncateSync(last, 0);
  const again = place.open();
  await again.append(entry('two'));
  await again.close();
  expect(place.told).toEqual([]);
  expect(verifyAudit(place.folder).logs).toMatchObject([{ verdict: 'whole', records: 2 }]);
});

test('a text of any length and with any character is one line, and one that is very long says how much was cut', async () => {
  const place = newPlace();
  const log = place.open();
  const hostile = 'a\n{"n":7}\r\u2028\u202e\u0000\u001b[2J\ud800"\\\u{e0041}é漢';
  await log.append({ ...entry(hostile), request: 'x'.repeat(50_000) });
  await log.close();
  expect(readFileSync(place.file(), 'utf8')).toMatch(/^[^\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u);
  expect(linesOf(place.file())).toHaveLength(2);
  const [record] = allIn(place.folder);
  expect(record?.because).toBe(hostile);
  expect(record?.request).toBe(`${'x'.repeat(1000)}… (49000 more)`);
});

test('after the end nothing is taken any more', async () => {
  const place = newPlace();
  const log = place.open();
  await log.close();
  await expect(log.append(entry('late'))).rejects.toThrow('closed');
  expect(existsSync(place.file(2))).toBe(false);
});
