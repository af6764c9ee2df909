import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import { warehouseFile } from '../../src/project-folders.ts';
import { projectWarehouses, type Warehouses } from '../../src/warehouse/warehouses.ts';
import { newHost } from '../sandboxed-host.ts';
import { answerOf } from './started-warehouse.ts';

const queries = { seconds: 600, rows: 1000, memoryMb: null, temporaryDiskMb: 1000 };
const project = (name: string) => ({ name, queries });
const both = ['broken', 'whole'].map(project);

let host: Host;
let warehouses: Warehouses;
const news: string[] = [];
beforeAll(async () => {
  host = await newHost();
  warehouses = projectWarehouses(host, (said) => news.push(said));
});
afterAll(() => warehouses.stop());

test('a warehouse that cannot be opened leaves the other projects theirs, and is tried again', async () => {
  const file = warehouseFile(host.state, 'broken');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'no database');
  const refusal = {
    code: 'WarehouseNotOpened',
    message: expect.stringContaining('not a valid DuckDB database file'),
    fix: expect.stringContaining('Then run "atelier up" again.'),
  };
  await expect(warehouses.open(both)).rejects.toMatchObject(refusal);
  expect(news).toContainEqual(expect.stringContaining('warehouse broken did not start'));
  expect(warehouses.statuses()).toMatchObject([{ state: 'ready' }, { name: 'warehouse broken', state: 'failed' }]);
  expect(() => warehouses.of('broken')).toThrow(expect.objectContaining({ code: 'WarehouseNotOpened' }));
  const whole = warehouses.of('whole');
  expect(whole && (await answerOf(whole, 'select 42'))).toEqual([[42]]);

  rmSync(file);
  await warehouses.open(both);
  const mended = warehouses.of('broken');
  expect(mended && (await answerOf(mended, 'select 42'))).toEqual([[42]]);
  expect(warehouses.statuses()).toMatchObject([{ state: 'ready' }, { state: 'ready' }]);
}, 300_000);

test('one that failed is forgotten with its project', async () => {
  const gone = warehouseFile(host.state, 'gone');
  mkdirSync(dirname(gone), { recursive: true });
  writeFileSync(gone, 'no database');
  await expect(warehouses.open([...both, project('gone')])).rejects.toMatchObject({ code: 'WarehouseNotOpened' });
  await warehouses.open(both);
  expect(warehouses.statuses().every(({ state }) => state === 'ready')).toBe(true);
}, 300_000);
