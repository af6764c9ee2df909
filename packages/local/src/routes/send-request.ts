import { type IncomingMessage, request } from 'node:http';
import { personHeader } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { stateProblem } from '../state/state-problem.ts';
import type { StateFolder } from '../state-folder.ts';
import { reachSocket } from './reach-socket.ts';

/** One of a workspace's sockets. */
export interface AskedSocket {
  readonly state: StateFolder;
  readonly socket: string;
  /** Name of the person in whose name it is asked; left out: the owner's. */
  readonly person?: string | undefined;
}

interface Sent {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Ask over a socket; there is no time-out, because a run may be silent for as long as one step takes. */
export async function sendRequest({ state, socket, person }: AskedSocket, sent: Sent): Promise<IncomingMessage> {
  const { method, path, body, signal } = sent;
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    // Of a DELETE Node would send the body without saying how long it is.
    ...(text !== '' && { 'content-length': Buffer.byteLength(text) }),
    ...(person !== undefined && { [personHeader]: person }),
  };
  try {
    using reach = reachSocket(state, socket);
    return await new Promise((resolve, reject) => {
      const asked = request({ socketPath: reach.path, method, path, headers, signal, agent: false }, resolve);
      asked.once('error', reject);
      asked.end(text);
    });
  } catch (error) {
    throw isUnreachable(error) ? notUp(error) : isForbidden(error) ? stateProblem(error, socket) : error;
  }
}

/** Whether the connection ended before the answer did. */
export function isLost(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
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

/** The problem of a request whose answer broke off. */
export function supervisorLost(cause: unknown): Problem {
  const details = {
    code: 'SupervisorLost',
    message: 'The supervisor of this workspace ended while it was answering.',
    fix: 'Start it again with "atelier up"; "atelier run" then goes on where the flow stopped.',
    whose: 'machine',
    state: 'Everything that had been acknowledged is kept.',
  } as const;
  return new Problem(details, cause);
}
