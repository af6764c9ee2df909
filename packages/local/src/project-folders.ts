import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder, type StateFolder } from './state-folder.ts';

/** The file that holds a project's tables, alone in its folder with what the database writes beside it. */
export function warehouseFile(state: StateFolder, project: string): string {
  return join(projectFolder(state, project), 'warehouse', 'warehouse.duckdb');
}

/** The folder through which rows go into a project's warehouse and out of it, as Parquet. */
export function exchangeFolder(state: StateFolder, project: string): string {
  return join(projectFolder(state, project), 'exchange');
}

/** The folder in which files that people send wait for their rows to be loaded. */
export function sentFolder(state: StateFolder, project: string): string {
  return join(exchangeFolder(state, project), 'sent');
}

/** Make the folders that a project's warehouse sees; one that stood elsewhere, as it did at first, is brought there. */
export function createProjectFolders(state: StateFolder, project: string): void {
  const file = warehouseFile(state, project);
  for (const folder of [dirname(file), exchangeFolder(state, project)]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  // What a supervisor that was killed had not loaded, nobody was told of.
  rmSync(sentFolder(state, project), { recursive: true, force: true });
  mkdirSync(sentFolder(state, project), { mode: 0o700 });
  const former = join(projectFolder(state, project), 'warehouse.duckdb');
  // The log first: after a crash between the two, the file itself still says that there is something to bring.
  if (existsSync(former) && existsSync(`${former}.wal`)) renameSync(`${former}.wal`, `${file}.wal`);
  if (existsSync(former)) renameSync(former, file);
}
