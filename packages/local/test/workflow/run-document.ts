import type { Json } from '@atelier/core';
import type { Clock } from '../../src/clock.ts';
import { eventsOf } from '../../src/workflow/events.ts';
import { addExecution } from '../../src/workflow/execution.ts';
import type { RunTask } from '../../src/workflow/run.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { openJournal } from './open-journal.ts';
import { skippingClock } from './skipping-clock.ts';

export interface DocumentRun {
  readonly states: Readonly<Record<string, unknown>>;
  readonly input?: Json;
  readonly runTask?: RunTask;
  readonly clock?: Clock;
}

/** A journal with one execution of states that begin at the first. */
export function opened({ states, input = {}, clock = skippingClock() }: DocumentRun) {
  const journal = openJournal(':memory:');
  const document = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
  return {
    journal,
    clock,
    execution: addExecution(journal, { kind: 'flow', subject: 'p/f', name: 'f', document, input }, clock.now()),
  };
}

/** Run states to their end; resolves to the outcome and what the journal says happened, as `path kind`. */
export async function runDocument(run: DocumentRun) {
  const { journal, clock, execution } = opened(run);
  const runTask = run.runTask ?? (async ({ parameters }) => parameters);
  const outcome = await runExecution({ journal, execution, clock, runTask });
  return { outcome, happened: eventsOf(journal, execution).map(({ path, kind }) => `${path} ${kind}`) };
}
