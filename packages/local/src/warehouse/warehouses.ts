import { totalmem } from 'node:os';
import type { Project, QueryLimits } from '@atelier/core';
import type { Host } from '../host.ts';
import { createProjectFolders } from '../project-folders.ts';
import { type SupervisedWarehouse, startWarehouse } from './supervised-warehouse.ts';
import type { WarehouseLimits } from './warehouse.ts';

/** The warehouses of a workspace, each started once and kept until the end. */
export interface Warehouses {
  /** Start the warehouses of these projects that are not up yet. */
  open(projects: readonly Project[]): Promise<void>;
  of(project: string): SupervisedWarehouse | undefined;
  all(): readonly SupervisedWarehouse[];
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

  async function start({ name, warehouse }: Project, projects: number): Promise<SupervisedWarehouse> {
    try {
      createProjectFolders(host.state, name);
      const limits = limitsOf(warehouse.queries, projects);
      const up = await startWarehouse(host, { project: name, limits, tell });
      started.set(name, up);
      return up;
    } catch (error) {
      // Asked again, it is tried again: whoever held the file may have let go of it.
      starting.delete(name);
      throw error;
    }
  }

  return {
    open: async (projects) => {
      for (const project of projects) {
        if (!starting.has(project.name)) starting.set(project.name, start(project, projects.length));
      }
      await Promise.all(projects.map(({ name }) => starting.get(name)));
    },
    of: (project) => started.get(project),
    all: () => [...started.values()],
    stop: async () => {
      await Promise.allSettled(starting.values());
      await Promise.all([...started.values()].map((warehouse) => warehouse.stop()));
    },
  };
}

function limitsOf({ seconds, rows, memoryMb, temporaryDiskMb }: QueryLimits, projects: number): WarehouseLimits {
  const machineMiB = totalmem() / 1024 ** 2;
  const share = Math.floor(machineMiB * Math.min(shareOfOne, shareOfAll / projects));
  const memoryMiB = memoryMb ?? Math.min(usualMiB, Math.max(leastMiB, share));
  return { seconds, rows, memoryMiB, temporaryDiskMiB: temporaryDiskMb };
}
