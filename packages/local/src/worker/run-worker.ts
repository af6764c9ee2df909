import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Problem, type ProblemDetails } from '@atelier/problem';
import type { Host } from '../host.ts';
import { type Child, startChild } from '../processes/child.ts';
import { removeScratch } from '../sandbox/launch.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** Task of a worker: the step's name and whatever that step needs. */
export interface WorkerTask {
  readonly step: string;
  readonly [key: string]: unknown;
}

/** How far a worker is. */
export interface WorkerProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

export interface WorkerContext {
  readonly host: Host;
  /** Rights of the step: what it may see besides our own code, and reach. */
  readonly sandbox: Omit<Sandbox, 'name'>;
  /** The file that the worker's own output is appended to. */
  readonly log: string;
  readonly signal: AbortSignal;
  tell(progress: WorkerProgress): void;
}

type Report = { progress?: WorkerProgress; result?: unknown; problem?: ProblemDetails };

/** How a worker ends after a bug of ours, whose trace it has written to its log. */
const bugExitCode = 70;

const graceSeconds = 5;

/**
 * Run one step in a Python process of its own and return its result.
 *
 * @throws Problem what the step found wrong, or WorkerDied when it ended without a word.
 */
export async function runWorker(task: WorkerTask, context: WorkerContext): Promise<unknown> {
  const { host, log } = context;
  const command = [host.python, '-P', '-m', 'atelier.worker'];
  // A name that no other worker has: one may follow upon another that is still ending.
  const sandbox = { ...context.sandbox, name: `${task.step}-${randomUUID()}` };
  const child = startChild(host, { command, sandbox, input: task, log });
  const stop = () => void child.stop(graceSeconds);
  context.signal.addEventListener('abort', stop);
  if (context.signal.aborted) stop();
  try {
    return await outcomeOf(child, task, context);
  } finally {
    context.signal.removeEventListener('abort', stop);
    await child.ended;
    removeScratch(host, sandbox);
  }
}

async function outcomeOf(child: Child, task: WorkerTask, context: WorkerContext): Promise<unknown> {
  let last: Report = {};
  for await (const report of child.reports as AsyncIterable<Report>) {
    if (report.progress !== undefined) context.tell(report.progress);
    else last = report;
  }
  const end = await child.ended;
  context.signal.throwIfAborted();
  if (last.problem !== undefined) throw new Problem(last.problem);
  if (end.code === 0 && last.result !== undefined) return last.result;
  if (end.code === bugExitCode)
    throw new Error(`the step "${task.step}" failed: ${lastWords(context.log)} (see ${context.log})`);
  throw new Problem({
    code: 'WorkerDied',
    message: `The step "${task.step}" ended ${end.signal ? `by ${end.signal}` : `with exit code ${end.code}`}: ${lastWords(context.log)}`,
    fix: `Read ${context.log}, then run the flow again.`,
    whose: 'machine',
    state: 'What earlier steps did is kept.',
  });
}

function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return lines.at(-1) || 'it wrote nothing';
}
