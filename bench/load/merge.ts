import { join } from 'node:path';
import { openWarehouse } from '@atelier/local/supervise';

/** The second half of a load: merge what the load step has staged into an empty warehouse, then once more. */

interface Task {
  readonly folder: string;
  readonly tables: Readonly<Record<string, { readonly path: string; readonly rows: number }>>;
}

const { folder, tables } = JSON.parse(process.argv[2] ?? '') as Task;
const limits = { seconds: 600, rows: 1, memoryMiB: 8192, temporaryDiskMiB: 20_480 };
const warehouse = await openWarehouse(join(folder, 'merged.duckdb'), limits);

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
}

const load = {
  project: 'bench',
  flow: 'bench',
  execution: 'bench',
  calendar: 'generated',
  origins: [],
  tables,
  earlierRows: 'refuse',
  batchTable: 'forecast',
} as const;
const firstSeconds = await secondsOf(() => warehouse.merge(load));
const againSeconds = await secondsOf(() => warehouse.merge(load));
await warehouse.close();
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1000);
console.log(JSON.stringify({ firstSeconds, againSeconds, peakMegabytes }));
