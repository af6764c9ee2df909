import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from '../host.ts';
import { firstOpenedDescriptor, launch } from '../sandbox/launch.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { BoundSocket } from './bound-socket.ts';
import { type ChildEnd, childEnd } from './child-end.ts';
import { isGroupAlive } from './is-group-alive.ts';
import { ownershipMark } from './orphans.ts';

/** A process that belongs to the supervisor and ends with it. */
export interface Child {
  readonly pid: number;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<ChildEnd>;
  /** Documents that the process reports, one a line, until it ends. */
  readonly reports: AsyncIterable<unknown>;
  /** Ask it to end; after the grace it is killed together with what it started. */
  stop(graceSeconds: number): Promise<ChildEnd>;
}

export interface ChildSpec {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly sandbox: Sandbox;
  readonly env?: Readonly<Record<string, string>>;
  /** A document for its standard input. */
  readonly input?: unknown;
  /** The file that its output is appended to. */
  readonly log: string;
  /** The sockets that it listens on, as its descriptors from 4 on. */
  readonly sockets?: readonly Pick<BoundSocket, 'handle'>[];
}

/** Start a process behind walls, marked as this workspace's, in a group of its own; it reports on its descriptor 3. */
export function startChild(host: Host, spec: ChildSpec): Child {
  const log = openSync(spec.log, 'a', 0o600);
  const marked = { ...ownershipMark(host.state.root), ATELIER_REPORT_FD: '3', ...spec.env };
  const { file, args, env } = launch(host, spec.sandbox, spec.command, marked);
  const sockets = (spec.sockets ?? []).map(({ handle }) => handle);
  // Node's types know no socket that is bound and not connected; it hands one on all the same.
  const gap = Array.from({ length: firstOpenedDescriptor - 4 - sockets.length }, () => 'ignore');
  const opened = (spec.sandbox.opened ?? []).map(({ handle }) => handle.fd);
  const handed = opened.length === 0 ? sockets : [...sockets, ...gap, ...opened];
  const stdio = ['pipe', log, log, 'pipe', ...handed] as StdioOptions;
  const child = spawn(file, args, { detached: true, stdio, env, cwd: '/' });
  closeSync(log);
  // A child that ends before it has read its task says why by its end, not by this broken pipe.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(spec.input === undefined ? '' : JSON.stringify(spec.input));
  const ended = endOf(child);
  return {
    pid: child.pid ?? -1,
    ended,
    reports: readReports(child.stdio[3] as Readable),
    stop: (graceSeconds) => stopGroup(child, ended, graceSeconds),
  };
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(childEnd(code, signal)));
  });
}

async function* readReports(stream: Readable): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: stream })) yield JSON.parse(line);
}

async function stopGroup(child: ChildProcess, ended: Promise<ChildEnd>, graceSeconds: number): Promise<ChildEnd> {
  signalGroup(child, 'SIGTERM');
  const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), graceSeconds * 1000);
  try {
    return await ended;
  } finally {
    clearTimeout(kill);
    // What it has started may outlive it for a moment; its locks and files are free when that is gone too.
    while (signalGroup(child, 'SIGKILL') && isGroupAlive(child.pid ?? 0)) await pause(pollMillis);
  }
}

const pollMillis = 5;

/** Whether there was anybody in its group to signal. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch (error) {
    // The whole group has ended already.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
