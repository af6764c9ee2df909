import { readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { Problem } from '@atelier/problem';
import { openWarehouse, type ProjectWarehouse, type WarehouseLimits } from '../warehouse.ts';
import { warehouseApp } from './warehouse-app.ts';

/** Task that the supervisor writes to this process's standard input. */
export interface WarehouseTask {
  readonly file: string;
  readonly limits: WarehouseLimits;
}

/** One line of what it hears in return. */
export type WarehouseNews =
  | { readonly ready: object }
  | { readonly problem: ReturnType<Problem['toJSON']> }
  | { readonly refused: string }
  | { readonly stuck: { readonly query: string; readonly reason: string } }
  | { readonly worn: { readonly lostMiB: number } };

/** Of the memory for queries: with more than this share lost, the process makes room for a new one. */
const mostLost = 1 / 32;

const taskDescriptor = 0;
const newsDescriptor = 3;
const socketDescriptor = 4;

function tell(news: WarehouseNews): void {
  writeSync(newsDescriptor, `${JSON.stringify(news)}\n`);
}

/** Own a project's warehouse and answer on the socket that was handed over, until SIGTERM. */
async function serve(): Promise<void> {
  const { file, limits } = JSON.parse(readFileSync(taskDescriptor, 'utf8')) as WarehouseTask;
  const warehouse = await opened(file, limits);
  if (warehouse === undefined) return;
  const app = warehouseApp(warehouse, {
    stuck: (query, reason) => {
      tell({ stuck: { query, reason } });
      process.kill(process.pid, 'SIGKILL');
    },
    rests: async (isAtRest) => {
      // One that cannot even be asked is as worn as one can be.
      const lostMiB = await warehouse.lostMiB().catch(() => limits.memoryMiB);
      if (lostMiB <= limits.memoryMiB * mostLost || !isAtRest()) return;
      tell({ worn: { lostMiB } });
      // Whoever comes from now on waits at the socket, for the process that is started next.
      goDown();
    },
  });
  // A load's merge may take longer than any limit of ours; callers that leave are noticed.
  const server = createServer({ requestTimeout: 0, keepAlive: true }, app);
  server.listen({ fd: socketDescriptor }, () => tell({ ready: {} }));
  server.once('close', () => void warehouse.close());
  const goDown = () => {
    server.close();
    server.closeIdleConnections();
  };
  process.once('SIGTERM', () => {
    warehouse.stopAll();
    goDown();
  });
}

/** Undefined when DuckDB refuses the file, once it is told why. */
async function opened(file: string, limits: WarehouseLimits): Promise<ProjectWarehouse | undefined> {
  try {
    return await openWarehouse(file, limits);
  } catch (error) {
    if (error instanceof Problem || !(error instanceof Error)) throw error;
    tell({ refused: error.message.replace(/\.$/, '') });
    return undefined;
  }
}

try {
  await serve();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  tell({ problem: error.toJSON() });
}
