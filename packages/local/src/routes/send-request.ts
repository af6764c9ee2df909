import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { request as requestByTls } from 'node:https';
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

/** The front door of a workspace, over TCP, with a token of a person. */
export interface AskedDoor {
  /** Such as `http://localhost:8470`; without TLS on this machine alone. */
  readonly url: string;
  readonly token: string;
}

/** Where a running workspace is asked. */
export type AskedAt = AskedSocket | AskedDoor;

interface Sent {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Ask; there is no time-out, because a run may be silent for as long as one step takes. */
export async function sendRequest(at: AskedAt, sent: Sent): Promise<IncomingMessage> {
  const { method, path, body, signal } = sent;
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    // Of a DELETE Node would send the body without saying how long it is.
    ...(text !== '' && { 'content-length': Buffer.byteLength(text) }),
  };
  const options = { method, headers, signal, agent: false };
  try {
    if ('url' in at) return await answerTo(askDoor(at, path, options), text);
    const { state, socket, person } = at;
    using reach = reachSocket(state, socket);
    const named = person === undefined ? headers : { ...headers, [personHeader]: person };
    return await answerTo(request({ ...options, socketPath: reach.path, path, headers: named }), text);
  } catch (error) {
    if (isUnreachable(error)) throw notUp(error);
    throw isForbidden(error) && 'socket' in at ? stateProblem(error, at.socket) : error;
  }
}

function askDoor({ url, token }: AskedDoor, path: string, options: RequestOptions): ClientRequest {
  const address = new URL(path, url);
  const headers = { ...options.headers, authorization: `Bearer ${token}` };
  return (address.protocol === 'https:' ? requestByTls : request)(address, { ...options, headers });
}

function answerTo(asked: ClientRequest, text: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
    asked.end(text);
  });
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
