import type { ForecastSpec } from '@atelier/core';
import type { Host } from '../host.ts';
import { bindSocket } from '../processes/bound-socket.ts';
import { type ServiceStatus, startService } from '../processes/service.ts';
import { socketPath } from '../state-folder.ts';
import { askWarehouse } from './ask-warehouse.ts';
import type { TableLoad, TableLoadCounts } from './load-table.ts';
import type { LoadCounts, StagedLoad } from './merge-star-schema.ts';
import type { WarehouseRequests } from './process/warehouse-app.ts';
import { type QueriesAtWork, type QueryAtWork, queriesAtWork } from './queries-at-work.ts';
import type { SqlRight } from './sql/allowed-statements.ts';
import type { WarehouseLimits } from './warehouse.ts';
import { startWarehouseProcess } from './warehouse-process.ts';

/** A project's warehouse as the supervisor has it: in a process of its own, started again when it ends. */
export interface SupervisedWarehouse {
  status(): ServiceStatus;
  /** Run a person's SQL; gives JSON texts: `{columns}`, then `{rows}` any number of times. */
  query(sql: string, right: SqlRight, signal: AbortSignal): AsyncIterable<string>;
  /** Merge a staged load; all of it, or nothing. */
  merge(load: StagedLoad): Promise<LoadCounts>;
  /** Write the rows that a forecast learns from to a Parquet file. */
  extract(forecast: ForecastSpec, path: string): Promise<number>;
  /** Put a Parquet file's rows in the place of a table's. */
  replace(table: string, path: string): Promise<number>;
  /** Load somebody's rows into a table; all of them, or none. */
  load(load: TableLoad): Promise<TableLoadCounts>;
  /** Write everything to the file and let go of it. */
  stop(): Promise<void>;
}

/** How the service is called that keeps a project's warehouse. */
export function warehouseName(project: string): string {
  return `warehouse ${project}`;
}

/** Longer than a checkpoint of a large warehouse takes. */
const graceSeconds = 120;

export interface WarehouseSpec {
  readonly project: string;
  readonly limits: WarehouseLimits;
  tell(news: string): void;
}

/** Start a project's warehouse; resolves when it answers. */
export async function startWarehouse(
  host: Host,
  { project, limits, tell }: WarehouseSpec,
): Promise<SupervisedWarehouse> {
  const socket = bindSocket(socketPath(host.state, `warehouse.${project}`));
  const queries = queriesAtWork(project);
  const name = warehouseName(project);
  let waiting = new AbortController();

  async function launch() {
    const stuck = (query: string, reason: string) => {
      tell(`${name}: a query that was to be stopped (${reason}) did not stop`);
      queries.blame(query);
    };
    const worn = (lostMiB: number) =>
      tell(`${name}: ${lostMiB} MiB of its memory were lost to queries that were refused memory; it is started anew`);
    try {
      const child = await startWarehouseProcess(host, { project, limits, socket, stuck, worn });
      void child.ended.then(queries.crashed);
      return child;
    } catch (error) {
      waiting.abort(error);
      waiting = new AbortController();
      throw error;
    }
  }

  const service = await startService({ name, launch, tell, graceSeconds });
  return {
    status: service.status,
    ...requestsOf(socket.path, queries, () => waiting.signal),
    stop: async () => {
      await service.stop();
      await socket.close();
    },
  };
}

/**
 * The ways to ask a warehouse's process, whichever it is by then.
 *
 * @param failedStart aborts when a start fails: who waits is connected to the socket, and nobody would answer there
 */
function requestsOf(socketPath: string, queries: QueriesAtWork, failedStart: () => AbortSignal) {
  async function* query(sql: string, right: SqlRight, signal: AbortSignal): AsyncGenerator<string> {
    for (let crashes = 0; ; crashes += 1) {
      const atWork = queries.begin(crashes);
      const start = failedStart();
      const either = AbortSignal.any([signal, start]);
      try {
        return yield* answerOf(socketPath, { sql, right, query: atWork.id }, { atWork, signal: either });
      } catch (error) {
        if (start.aborted && !signal.aborted) throw start.reason;
        const fate = isLost(error) && !signal.aborted ? await atWork.fate : error;
        if (fate !== undefined) throw fate;
      } finally {
        queries.end(atWork);
      }
    }
  }

  async function ask<Path extends Exclude<keyof WarehouseRequests, '/sql'>>(
    path: Path,
    asked: WarehouseRequests[Path],
  ) {
    const atWork = queries.begin(0);
    const start = failedStart();
    atWork.writes = true;
    try {
      for await (const line of askWarehouse(socketPath, path, asked, start)) return JSON.parse(line).result;
      throw new Error(`the warehouse gave no answer to ${path}`);
    } catch (error) {
      if (start.aborted) throw start.reason;
      throw isLost(error) ? await atWork.fate : error;
    } finally {
      queries.end(atWork);
    }
  }

  return {
    query,
    merge: (load: StagedLoad) => ask('/merge', load),
    extract: (forecast: ForecastSpec, file: string) => ask('/extract', { forecast, path: file }),
    replace: (table: string, file: string) => ask('/replace', { table, path: file }),
    load: (load: TableLoad) => ask('/load', load),
  };
}

async function* answerOf(
  socketPath: string,
  asked: WarehouseRequests['/sql'],
  { atWork, signal }: { readonly atWork: QueryAtWork; readonly signal: AbortSignal },
): AsyncGenerator<string> {
  // As long as nothing has left, the query can be asked again: short answers leave whole.
  const held: string[] = [];
  let left = heldCharacters;
  for await (const line of askWarehouse(socketPath, '/sql', asked, signal)) {
    if (atWork.writes === undefined) atWork.writes = (JSON.parse(line) as { writes: boolean }).writes;
    else {
      held.push(line);
      left -= line.length;
      if (left > 0) continue;
      atWork.answered = true;
      yield* held.splice(0);
    }
  }
  yield* held;
}

const heldCharacters = 65_536;

/** The process ended before its answer did. */
function isLost(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException)?.code ?? '');
}
