import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Host } from '../host.ts';
import { ownershipMark } from './orphans.ts';

/** How a child process ended: its exit code, or the signal that ended it. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

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
  /** Arguments for Python. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A document for its standard input. */
  readonly input?: unknown;
  /** The file that its output is appended to. */
  readonly log: string;
}

/** Start a Python process, marked as this workspace's, in a group of its own. */
export function startChild(host: Host, spec: ChildSpec): Child {
  const log = openSync(spec.log, 'a', 0o600);
  const child = spawn(host.python, spec.args, {
    detached: true,
    stdio: ['pipe', log, log, 'pipe'],
    env: { ...host.environment, ...ownershipMark(host.state.root), ATELIER_REPORT_FD: '3', ...spec.env },
  });
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
    child.once('close', (code, signal) => resolve({ code, signal }));
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
    signalGroup(child, 'SIGKILL');
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the whole group has ended already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
