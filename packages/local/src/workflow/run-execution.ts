import { type StatesDocument, TaskError } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type Clock, systemClock } from '../clock.ts';
import type { Event } from './event.ts';
import { endedCode } from './events.ts';
import { type Ending, endExecution, findExecution } from './execution.ts';
import type { Journal } from './journal.ts';
import { type Run, type RunTask, startRun } from './run.ts';
import { runBranch } from './run-branch.ts';

export interface RunOptions {
  readonly journal: Journal;
  /** The execution's id. */
  readonly execution: string;
  readonly runTask: RunTask;
  /** Told each transition once it is in the journal. */
  readonly tell?: (event: Event) => void;
  readonly clock?: Clock;
  /** Ends the running, not the execution: that goes on with the next run. */
  readonly signal?: AbortSignal;
}

/** How a run ended; an interrupted execution can be run again. */
export type Outcome = Ending | { readonly status: 'interrupted' };

/**
 * Run an execution to its end, from right after its last transition in the journal.
 *
 * Completed tasks are not run again; a task that was in flight is, from its start and under the same id. Running an
 * execution that has ended gives its ending. Throws a Problem when the journal cannot be written.
 */
export async function runExecution(options: RunOptions): Promise<Outcome> {
  const { journal, runTask, clock = systemClock, tell = () => undefined } = options;
  const execution = findExecution(journal, options.execution);
  if (execution.ending !== undefined) return execution.ending;
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  journal.changes.once(execution.id, stop);
  const signal = AbortSignal.any([stopped.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  try {
    const ending = await endingOf(startRun({ journal, clock, runTask, tell }, execution), signal);
    endExecution(journal, execution.id, ending, clock.now());
  } catch (error) {
    const isExpected = error === signal.reason || (error instanceof Problem && error.code === endedCode);
    if (!isExpected) throw error;
  } finally {
    journal.changes.off(execution.id, stop);
  }
  return findExecution(journal, execution.id).ending ?? { status: 'interrupted' };
}

async function endingOf(run: Run, signal: AbortSignal): Promise<Ending> {
  try {
    // Checked when it was taken into the journal.
    const document = JSON.parse(run.execution.document) as StatesDocument;
    return { status: 'succeeded', output: await runBranch(run, document, '', run.execution.input, signal) };
  } catch (error) {
    if (error instanceof TaskError) return { status: 'failed', error: error.error, cause: error.cause };
    throw error;
  }
}
