import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSentFile } from '../../src/warehouse/load-sent-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const asked = { table: 'stock', how: 'merge', keys: ['id'] } as const;
const counts = { rows: 1, inserted: 1, updated: 0, unchanged: 0 };

async function* sent(...chunks: readonly string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

test('a file that is sent is there while its rows are loaded, and gone afterwards', async () => {
  const seen: string[] = [];
  const load = async ({ path }: { path: string }) => {
    seen.push(readFileSync(path, 'utf8'));
    return counts;
  };
  expect(await loadSentFile({ folder, load }, { bytes: sent('a', 'b') }, asked)).toEqual(counts);
  expect(seen).toEqual(['ab']);
  expect(readdirSync(folder)).toEqual([]);
});

test('one that is cut off, or that cannot be loaded, leaves nothing, and a part of it is never loaded', async () => {
  const load = async () => {
    throw new Error('not loaded');
  };
  const cut = (async function* () {
    yield Buffer.from('a');
    throw new Error('cut off');
  })();
  await expect(loadSentFile({ folder, load }, { bytes: cut }, asked)).rejects.toThrow('cut off');
  await expect(loadSentFile({ folder, load }, { bytes: sent('a') }, asked)).rejects.toThrow('not loaded');
  expect(readdirSync(folder)).toEqual([]);
});

test('one that is too long is refused before it is all there', async () => {
  const mebibyte = Buffer.alloc(1024 ** 2);
  let given = 0;
  const endless = (async function* () {
    for (; ; given += 1) yield mebibyte;
  })();
  const load = async () => counts;
  await expect(loadSentFile({ folder, load }, { bytes: endless }, asked)).rejects.toMatchObject({
    code: 'FileTooLarge',
    state: 'Nothing was changed.',
  });
  expect(given).toBeLessThan(1100);
  expect(readdirSync(folder)).toEqual([]);
});
