import { request } from 'node:http';
import { type Bug, failureFrom, type ProblemDetails } from '@atelier/core';
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
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of await promise) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield throwIfProblem(line);
  }
  if (rest !== '') throw cut();
}

const problemStart = '{"problem":';

function throwIfProblem(line: string): string {
  if (!line.startsWith(problemStart)) return line;
  throw failureFrom((JSON.parse(line) as { problem: ProblemDetails | Bug }).problem);
}

function cut(): Error {
  return Object.assign(new Error('the answer ended in the middle of a line'), { code: 'ECONNRESET' });
}
