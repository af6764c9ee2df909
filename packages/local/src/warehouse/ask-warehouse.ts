import { request } from 'node:http';
import { type Bug, failureFrom, type ProblemDetails } from '@atelier/core';
import { linesOf } from '../lines-of.ts';
import type { WarehouseRequests } from './process/warehouse-app.ts';

/**
 * Ask a warehouse's process; gives the lines of its answer as they come.
 *
 * @throws the process's own problems; an error with a code such as ECONNRESET when it ends before its answer does.
 */
export async function* askWarehouse<Path extends keyof WarehouseRequests>(
  socketPath: string,
  path: Path,
  asked: WarehouseRequests[Path],
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const { promise, resolve, reject } = Promise.withResolvers<AsyncIterable<Buffer>>();
  const call = request({ socketPath, method: 'POST', path, agent: false, ...(signal && { signal }) }, resolve);
  call.once('error', reject);
  call.end(JSON.stringify(asked));
  for await (const line of linesOf(await promise)) yield throwIfProblem(line);
}

const problemStart = '{"problem":';

function throwIfProblem(line: string): string {
  if (!line.startsWith(problemStart)) return line;
  throw failureFrom((JSON.parse(line) as { problem: ProblemDetails | Bug }).problem);
}
