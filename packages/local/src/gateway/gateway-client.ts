import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { type Bug, failureFrom, Problem, type ProblemDetails, type Workspace } from '@atelier/core';
import { linesOf } from '../lines-of.ts';
import { reachSocket } from '../routes/reach-socket.ts';
import { stateProblem } from '../state/state-problem.ts';
import type { StateFolder } from '../state-folder.ts';
import type { SupervisorStatus } from '../supervisor/supervisor.ts';

/** What a running workspace can be asked for. */
export interface GatewayClient {
  status(): Promise<SupervisorStatus>;
  apply(workspace: Workspace): Promise<void>;
  /** Open the door for stock clients, at any free port of loopback unless one is named. */
  openDoor(port: number | undefined): Promise<void>;
  stop(): Promise<void>;
  /** First `{columns}`, then `{rows}` any number of times; aborting interrupts the query. */
  query(project: string, sql: string, signal: AbortSignal): AsyncIterable<Readonly<Record<string, unknown>>>;
  /** Progress of a run, then its `{report}`; aborting leaves the run running. */
  run(project: string, flow: string, signal: AbortSignal): AsyncIterable<Readonly<Record<string, unknown>>>;
}

type Answer = Readonly<Record<string, unknown>> & { readonly problem?: ProblemDetails | Bug };

/**
 * Talk to a workspace's supervisor over its socket.
 *
 * Every call throws Problem NotUp when nothing answers there, and the supervisor's own problems as they are.
 */
export function gatewayClient(state: StateFolder): GatewayClient {
  return {
    status: async () => (await call(state, 'GET', '/status')) as unknown as SupervisorStatus,
    apply: async (workspace) => void (await call(state, 'PUT', '/workspace', workspace)),
    openDoor: async (port) => void (await call(state, 'PUT', '/door', { port })),
    stop: async () => void (await call(state, 'POST', '/stop')),
    query: (project, sql, signal) => read(state, projectPath(project, 'sql'), { sql }, signal),
    run: (project, flow, signal) => read(state, projectPath(project, 'flows', flow, 'runs'), {}, signal),
  };
}

function projectPath(project: string, ...parts: readonly string[]): string {
  return ['/projects', project, ...parts]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');
}

async function call(state: StateFolder, method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<Answer> {
  try {
    return throwIfProblem((await json(await send(state, { method, path, body }))) as Answer);
  } catch (error) {
    throw isLost(error) ? lost(error) : error;
  }
}

async function* read(state: StateFolder, path: string, body: unknown, signal: AbortSignal): AsyncGenerator<Answer> {
  try {
    const response = await send(state, { method: 'POST', path, body, signal });
    for await (const line of linesOf(response)) yield throwIfProblem(JSON.parse(line) as Answer);
  } catch (error) {
    throw isLost(error) ? lost(error) : error;
  }
}

interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Ask over the socket; there is no time-out, because a run may be silent for as long as one step takes. */
async function send(state: StateFolder, { method, path, body, signal }: Call): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json' };
  try {
    using reach = reachSocket(state);
    return await new Promise((resolve, reject) => {
      const asked = request({ socketPath: reach.path, method, path, headers, signal, agent: false }, resolve);
      asked.once('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  } catch (error) {
    throw isUnreachable(error) ? notUp(error) : isForbidden(error) ? stateProblem(error, state.socket) : error;
  }
}

function throwIfProblem(answer: Answer): Answer {
  if (answer.problem !== undefined) throw failureFrom(answer.problem);
  return answer;
}

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

function isUnreachable(error: unknown): boolean {
  return ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(errorCode(error) ?? '');
}

function isForbidden(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '');
}

function isLost(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
}

function notUp(cause: unknown): Problem {
  const details = {
    code: 'NotUp',
    message: 'The workspace is not up.',
    fix: 'Start it with "atelier up".',
    whose: 'machine',
    state: 'Nothing was changed.',
  } as const;
  return new Problem(details, cause);
}

function lost(cause: unknown): Problem {
  const details = {
    code: 'SupervisorLost',
    message: 'The supervisor of this workspace ended while it was answering.',
    fix: 'Start it again with "atelier up"; "atelier run" then goes on where the flow stopped.',
    whose: 'machine',
    state: 'Everything that had been acknowledged is kept.',
  } as const;
  return new Problem(details, cause);
}
