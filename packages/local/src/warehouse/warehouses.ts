import { join } from 'node:path';
import { Problem } from '@atelier/core';
import { projectFolder, type StateFolder } from '../state-folder.ts';
import { openWarehouse, type Warehouse } from './warehouse.ts';

/** The warehouses of a workspace, each opened once and held until the end. */
export interface Warehouses {
  /** Open the warehouses of these projects that are not open yet. */
  open(projects: readonly string[]): Promise<void>;
  of(project: string): Warehouse | undefined;
  close(): Promise<void>;
}

/** Keep the warehouses of a workspace; none is open at first. */
export function projectWarehouses(state: StateFolder): Warehouses {
  const opening = new Map<string, Promise<void>>();
  const opened = new Map<string, Warehouse>();

  async function openOne(project: string): Promise<void> {
    const file = join(projectFolder(state, project), 'warehouse.duckdb');
    try {
      opened.set(project, await openWarehouse(file));
    } catch (error) {
      // Asked again, it is tried again: whoever held the file may have let go of it.
      opening.delete(project);
      throw notOpened(project, file, error);
    }
  }

  return {
    open: async (projects) => {
      for (const project of projects) {
        if (!opening.has(project)) opening.set(project, openOne(project));
        await opening.get(project);
      }
    },
    of: (project) => opened.get(project),
    close: async () => {
      for (const warehouse of opened.values()) await warehouse.close();
    },
  };
}

function notOpened(project: string, file: string, cause: unknown): Problem {
  const details = {
    code: 'WarehouseNotOpened',
    message: `The warehouse of ${project} cannot be opened: ${cause instanceof Error ? cause.message.trim() : cause}`,
    fix: `See that no other program holds ${file} and that it is whole, then run "atelier up" again.`,
    whose: 'machine',
    state: 'The file is as it was.',
  } as const;
  return new Problem(details, cause);
}
