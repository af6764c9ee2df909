import { setImmediate } from 'node:timers/promises';
import { type Json, type JsonObject, TaskError } from '@atelier/core';
import type { Clock } from '../clock.ts';
import { type Event, stateNameIn, type Transition } from './event.ts';
import { appendEvent, eventsOf } from './events.ts';
import type { Execution } from './execution.ts';
import type { Journal } from './journal.ts';
import { beginsBranchesAnew, forgetBranches, type Position, positions } from './position.ts';

/** One attempt at a task. */
export interface Task {
  /** The same whenever this visit of the state is tried again or resumed, and no other's. */
  readonly id: string;
  readonly execution: string;
  readonly path: string;
  readonly resource: string;
  readonly parameters: Json;
  /** Counts from 1; an attempt that a crash cut off keeps its number. */
  readonly attempt: number;
  /** Aborts when the task has run too long or nobody wants its result any more. */
  readonly signal: AbortSignal;
}

/**
 * Does the work of a task; may be called again for work already done, and then has to come to the same result.
 *
 * Rejects with a TaskError or a Problem. Has to settle soon after the signal aborts: nothing goes on before it does.
 */
export type RunTask = (task: Task) => Promise<unknown>;

/** An execution under way: what it can do, and where its branches were when the journal was read. */
export interface Run {
  readonly execution: Execution;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly runTask: RunTask;
  /** Journal a transition, tell it, and return its event. */
  readonly record: (path: string, transition: Transition) => Event;
  /** Where a branch was when the journal was read; answers once. */
  readonly takeResumed: (prefix: string) => Position | undefined;
  /** Let everything else on this machine have its turn, now and then: states without work follow on one another at once. */
  readonly giveWay: () => Promise<void>;
}

/** Entries that Step Functions keeps of one execution; a document that goes round for ever comes to an end here. */
export const mostTransitions = 25_000;
const transitionsInOneGo = 16;

export interface RunPorts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly runTask: RunTask;
  readonly tell: (event: Event) => void;
}

export function startRun({ journal, clock, runTask, tell }: RunPorts, execution: Execution): Run {
  const past = eventsOf(journal, execution.id);
  const resumed = positions(past);
  let seq = past.length;
  let lastTurn = seq;
  return {
    execution,
    journal,
    clock,
    runTask,
    record: (path, transition) => {
      if (seq >= mostTransitions) throw tooManyTransitions();
      const event = { execution: execution.id, seq: seq + 1, atMs: clock.now(), path, ...transition };
      appendEvent(journal, event);
      seq += 1;
      if (beginsBranchesAnew(event)) forgetBranches(resumed, path);
      tell(event);
      return event;
    },
    takeResumed: (prefix) => {
      const position = resumed.get(prefix);
      resumed.delete(prefix);
      return position;
    },
    giveWay: async () => {
      if (seq - lastTurn < transitionsInOneGo) return;
      lastTurn = seq;
      await setImmediate();
    },
  };
}

function tooManyTransitions(): TaskError {
  const cause = `The run has made ${mostTransitions} transitions, and no more are kept: let it loop less often or over fewer items.`;
  return new TaskError('States.Runtime', cause);
}

/** The object that `$$` paths are read from in a state. */
export function contextOf({ execution }: Run, position: Position): JsonObject {
  const { id, input, startedAtMs } = execution;
  return {
    Execution: { Id: id, Name: id, Input: input, StartTime: new Date(startedAtMs).toISOString() },
    State: {
      Name: stateNameIn(position.path),
      EnteredTime: new Date(position.enteredAtMs).toISOString(),
      RetryCount: position.used.reduce((sum, times) => sum + times, 0),
    },
  };
}
