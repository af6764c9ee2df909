import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import type { BoundSocket } from '../processes/bound-socket.ts';
import type { Child } from '../processes/child.ts';
import { startServer } from '../processes/start-server.ts';
import { exchangeFolder, warehouseFile } from '../project-folders.ts';
import type { WarehouseNews, WarehouseTask } from './process/main.ts';
import type { WarehouseLimits } from './warehouse.ts';

export interface WarehouseProcessSpec {
  readonly project: string;
  readonly limits: WarehouseLimits;
  readonly socket: BoundSocket;
  /** Hears of the query that the process ends itself for. */
  readonly stuck: (query: string, reason: string) => void;
  /** Hears that the process ends itself since so much of its memory cannot be used any more. */
  readonly worn: (lostMiB: number) => void;
}

/** Opening replays what a killed process had written and not yet put in its place. */
const startWithinSeconds = 300;

/** Queries at work at one time: each holds a thread of Node's pool. */
const threads = 32;

/** Memory that the process needs besides that of the database: Node itself, threads, rows on their way out. */
const ownMemoryMiB = 1408;

/**
 * Memory that a query has freed goes back within a tenth of a second: kept for longer, it would count against the limit of
 * the process; given back at once, it makes a load a third slower.
 */
const givesBack = 'retain:false,dirty_decay_ms:100,muzzy_decay_ms:0';

/** JavaScript's own part of that. */
const heapMiB = 512;

type LaterNews = Partial<Extract<WarehouseNews, { stuck: object }> & Extract<WarehouseNews, { worn: object }>>;

const program = fileURLToPath(new URL('./process/main.ts', import.meta.url));

/** Start the process that owns a project's warehouse; of data it sees that warehouse and what is exchanged with it. */
export function startWarehouseProcess(host: Host, spec: WarehouseProcessSpec): Promise<Child> {
  const { project, limits, socket } = spec;
  const file = warehouseFile(host.state, project);
  const log = join(host.state.logs, `warehouse-${project}.log`);
  const task: WarehouseTask = { file, limits };
  return startServer(host, {
    command: [host.node, '--expose-gc', `--max-old-space-size=${heapMiB}`, program],
    sandbox: {
      name: `warehouse-${project}`,
      readWrite: [dirname(file), exchangeFolder(host.state, project)],
      reach: 'nothing',
      processes: 'one',
      memoryMiB: limits.memoryMiB + ownMemoryMiB,
    },
    env: { UV_THREADPOOL_SIZE: String(threads), DUCKDB_JE_MALLOC_CONF: givesBack },
    input: task,
    log,
    sockets: [socket],
    startWithinSeconds,
    notStarted: (reason) => notOpened(project, file, reason, log),
    hear: (news) => {
      const { stuck, worn } = news as LaterNews;
      if (stuck !== undefined) spec.stuck(stuck.query, stuck.reason);
      if (worn !== undefined) spec.worn(worn.lostMiB);
    },
  });
}

function notOpened(project: string, file: string, reason: string, log: string): Problem {
  return new Problem({
    code: 'WarehouseNotOpened',
    message: `The warehouse of ${project} cannot be opened: ${reason}.`,
    fix: `See that no other program holds ${file} and that it is whole; ${log} has its last words. Then run "atelier up" again.`,
    whose: 'machine',
    state: 'The file is as it was.',
  });
}
