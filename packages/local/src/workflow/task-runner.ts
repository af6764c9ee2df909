import { TaskError } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { fullDiskProblem } from '../full-disk.ts';
import type { RunTask } from './run.ts';
import type { Outcome } from './run-execution.ts';
import type { RunOrder } from './run-order.ts';
import { asTaskError } from './run-task-state.ts';
import { handlerOf, type TaskProgress } from './task-handler.ts';

/** The error of a task that failed since its machine did; the one that documents try again after. */
export const machineFailed = 'Atelier.MachineFailed';

export interface TaskRunner {
  readonly runTask: RunTask;
  /** The error that was thrown where a run has failed; undefined when its failure comes from the document. */
  behind(outcome: Outcome): unknown;
}

interface Ports {
  /** Text that people read for the state at a path. */
  titleAt(path: string): string;
  tell(path: string, progress: TaskProgress): void;
}

/** Have each task done by its handler, and keep what was thrown: a document knows only the name of an error. */
export function taskRunner(
  { handlers, goesOn }: Pick<RunOrder<unknown, unknown>, 'handlers' | 'goesOn'>,
  { titleAt, tell }: Ports,
): TaskRunner {
  const thrown = new Map<string, unknown>();
  return {
    runTask: async (task) => {
      const handler = handlerOf(handlers, task.resource);
      if (handler === undefined) throw new Error(`nobody does ${task.resource}, and it was not refused`);
      try {
        return await handler.run(task, (progress) => tell(task.path, progress));
      } catch (cause) {
        task.signal.throwIfAborted();
        const failure = fullDiskProblem(cause);
        const isMachines = failure instanceof Problem && failure.whose === 'machine';
        const error = isMachines ? new TaskError(machineFailed, failure.message) : asTaskError(failure);
        if (isMachines) thrown.set(keyOf(error), wordedOn(failure, goesOn(titleAt(task.path))));
        else if (!(failure instanceof TaskError)) thrown.set(keyOf(error), failure);
        throw error;
      }
    },
    behind: (outcome) => (outcome.status === 'failed' ? thrown.get(keyOf(outcome)) : undefined),
  };
}

function keyOf({ error, cause }: { readonly error: string; readonly cause: string }): string {
  return JSON.stringify([error, cause]);
}

/** The same problem, which also says that nothing done before it is lost. */
function wordedOn(problem: Problem, goesOn: string): Problem {
  return new Problem({ ...problem.toJSON(), state: `${problem.state ?? ''} ${goesOn}`.trimStart() }, problem.cause);
}
