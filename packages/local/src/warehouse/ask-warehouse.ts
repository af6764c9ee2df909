import { request } from 'node:http';
import { type Bug, failureFrom, Problem, type ProblemDetails } from '@atelier/problem';
import { linesOf } from '../lines-of.ts';
import type { WarehouseRequests } from './process/warehouse-app.ts';

/**
 * Ask a warehouse's process; gives the lines of its answer as they come.
 *
 * @throws the process's own problems; Problem SocketGone; an error with a code such as ECONNRESET when it ends before its answer does.
 */
export async function* askWarehouse<Path extends keyof WarehouseRequests>(
  socketPath: string,
  path: Path,
  asked: WarehouseRequests[Path],
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const { promise, resolve, reject } = Promise.withResolvers<AsyncIterable<Buffer>>();
  const call = request({ socketPath, method: 'POST', path, agent: false, ...(signal && { signal }) }, resolve);
  call.once('error', (error) => reject(isGone(error) ? socketGone(socketPath, error) : error));
  call.end(JSON.stringify(asked));
  for await (const line of linesOf(await promise)) yield throwIfProblem(line);
}

const problemStart = '{"problem":';

function throwIfProblem(line: string): string {
  if (!line.startsWith(problemStart)) return line;
  throw failureFrom((JSON.parse(line) as { problem: ProblemDetails | Bug }).problem);
}

function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOENT';
}

/** The supervisor removes a socket when it ends, and nobody else does. */
function socketGone(path: string, cause: unknown): Problem {
  const details = {
    code: 'SocketGone',
    message: `The socket ${path} is not there any more: the workspace goes down, or its folder was moved or removed while it was up.`,
    fix: 'Run "atelier down" and then "atelier up" where the folder is now.',
    whose: 'machine',
    state: 'Nothing was changed; what was acknowledged is in the folder.',
  } as const;
  return new Problem(details, cause);
}
