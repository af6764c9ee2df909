import { totalmem } from 'node:os';
import type { QueryLimits } from '@atelier/core';
import type { Host } from '../host.ts';
import type { FailedService, ServiceStatus } from '../processes/service.ts';
import { createProjectFolders } from '../project-folders.ts';
import { type SupervisedWarehouse, startWarehouse, warehouseName } from './supervised-warehouse.ts';
import type { WarehouseLimits } from './warehouse.ts';

/** A project with what one query in its warehouse may take. */
export interface WantedWarehouse {
  readonly name: string;
  readonly queries: QueryLimits;
}

/** The warehouses of a workspace, each started once and kept until the end. */
export interface Warehouses {
  /**
   * Start the warehouses of these projects that are not up yet, those also that failed before.
   *
   * @throws the first failure once each of them is up or has failed
   */
  open(projects: readonly WantedWarehouse[]): Promise<void>;
  /** @throws what kept it from being opened */
  of(project: string): SupervisedWarehouse | undefined;
  statuses(): readonly (ServiceStatus | FailedService)[];
  stop(): Promise<void>;
}

/** Of the machine's memory all warehouses together may use so much before they spill to disk, and one of them less. */
const shareOfAll = 0.6;
const shareOfOne = 0.4;
const leastMiB = 512;
/** Enough for loads of tens of millions of rows; a text of four billion letters is refused by it on any machine. */
const usualMiB = 2560;

/** Keep the warehouses of a workspace; none is up at first. */
export function projectWarehouses(host: Host, tell: (news: string) => void): Warehouses {
  const starting = new Map<string, Promise<SupervisedWarehouse>>();
  const started = new Map<string, SupervisedWarehouse>();
  const failures = new Map<string, unknown>();

  async function start({ name, queries }: WantedWarehouse, projects: number): Promise<SupervisedWarehouse> {
    try {
      createProjectFolders(host.state, name);
      const limits = limitsOf(queries, projects);
      const up = await startWarehouse(host, { project: name, limits, tell });
      started.set(name, up);
      failures.delete(name);
      return up;
    } catch (error) {
      // Asked again, it is tried again: whoever held the file may have let go of it.
      starting.delete(name);
      failures.set(name, error);
      tell(`warehouse ${name} did not start: ${reasonOf(error)}`);
      throw error;
    }
  }

  return {
    open: async (projects) => {
      for (const name of failures.keys()) if (!projects.some((project) => project.name === name)) failures.delete(name);
      for (const project of projects) {
        if (!starting.has(project.name)) starting.set(project.name, start(project, projects.length));
      }
      const ends = await Promise.allSettled(projects.map(({ name }) => starting.get(name)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
    of: (project) => {
      if (failures.has(project)) throw failures.get(project);
      return started.get(project);
    },
    statuses: () => [
      ...[...started.values()].map((warehouse) => warehouse.status()),
      ...[...failures].map(([project, error]) => failed(warehouseName(project), error)),
    ],
    stop: async () => {
      await Promise.allSettled(starting.values());
      await Promise.all([...started.values()].map((warehouse) => warehouse.stop()));
    },
  };
}

function failed(name: string, error: unknown): FailedService {
  return { name, state: 'failed', reason: reasonOf(error) };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function limitsOf({ seconds, rows, memoryMb, temporaryDiskMb }: QueryLimits, projects: number): WarehouseLimits {
  const machineMiB = totalmem() / 1024 ** 2;
  const share = Math.floor(machineMiB * Math.min(shareOfOne, shareOfAll / projects));
  const memoryMiB = memoryMb ?? Math.min(usualMiB, Math.max(leastMiB, share));
  return { seconds, rows, memoryMiB, temporaryDiskMiB: temporaryDiskMb };
}
