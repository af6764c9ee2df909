import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStateFolder, findHost, type Host, stateFolder } from '@atelier/local';
import {
  checkQuery,
  createProjectFolders,
  openWarehouse,
  type ProjectWarehouse,
  type SupervisedWarehouse,
  startWarehouse,
  type WarehouseLimits,
} from '@atelier/local/supervise';

export const limits: WarehouseLimits = { seconds: 600, rows: 5_000_000, memoryMiB: 8192, temporaryDiskMiB: 20_480 };

/** Warehouses of one workspace on this machine: in processes of their own, and one in this process. */
export interface OneWorkspace extends AsyncDisposable {
  readonly folder: string;
  readonly host: Host;
  /** As `atelier up` starts it. */
  behindWalls(project: string, changed?: Partial<WarehouseLimits>): Promise<SupervisedWarehouse>;
  /** The same engine in this process, without a wall. */
  inProcess(name: string): Promise<ProjectWarehouse>;
}

export async function oneWorkspace(): Promise<OneWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-warehouse-'));
  const state = stateFolder(join(folder, 'atelier.yaml'));
  createStateFolder(state);
  const host = await findHost(state, process.env);
  const stops: (() => Promise<void>)[] = [];
  return {
    folder,
    host,
    behindWalls: async (project, changed) => {
      createProjectFolders(state, project);
      const spec = { project, limits: { ...limits, ...changed }, tell: () => undefined };
      const warehouse = await startWarehouse(host, spec);
      stops.push(warehouse.stop);
      return warehouse;
    },
    inProcess: async (name) => {
      const warehouse = await openWarehouse(join(folder, `${name}.duckdb`), limits);
      stops.push(warehouse.close);
      return warehouse;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(stops.map((stop) => stop()));
      rmSync(folder, { recursive: true });
    },
  };
}

const patient = new AbortController().signal;

/** Milliseconds until the whole answer is there. */
export async function millisBehindWalls(warehouse: SupervisedWarehouse, sql: string): Promise<number> {
  return millisOf(async () => {
    for await (const _line of warehouse.query(sql, 'write', patient));
  });
}

/** The same in this process, with its rows as JSON texts, as they leave the other one. */
export async function millisInProcess(warehouse: ProjectWarehouse, sql: string): Promise<number> {
  return millisOf(async () => {
    using answer = await warehouse.query(checkQuery(sql, 'write'), { signal: patient, stuck: () => undefined });
    for await (const rows of answer.batches) JSON.stringify({ rows });
  });
}

export async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}
