import { matchesWildcard, outline, type StatesDocument, type TaskState } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Task } from './run.ts';
import type { Answerer, WaitingTask } from './waiting-task.ts';

/** How far a task is. */
export interface TaskProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

/** Handler of the tasks of one `Resource`, or of several that are alike. */
export interface TaskHandler {
  /** The Resource, or a pattern of it in which `*` stands for any text. */
  readonly resource: string;
  /** Text that people read for one of its states; else its name. */
  title?(state: TaskState): string | undefined;
  /** Does one attempt; what is said of a `RunTask` holds for it. */
  run(task: Task, tell: (progress: TaskProgress) => void): Promise<unknown>;
  /** Whether somebody may answer a task of it that waits; without this the owner alone may. */
  mayAnswer?(answerer: Answerer, waiting: WaitingTask): boolean;
}

/** Who does the tasks of a Resource: the one that names it, else the first whose pattern it fits. */
export function handlerOf(handlers: readonly TaskHandler[], resource: string): TaskHandler | undefined {
  return (
    handlers.find((handler) => handler.resource === resource) ??
    handlers.find((handler) => matchesWildcard(resource, handler.resource))
  );
}

/** Refuse a checked document before it starts when nobody here does one of its tasks. */
export function refuseUnhandled(document: StatesDocument, handlers: readonly TaskHandler[]): void {
  const unhandled = outline(document).flatMap(({ name, state }) =>
    state.Type === 'Task' && handlerOf(handlers, state.Resource) === undefined
      ? [`the state "${name}" asks for ${JSON.stringify(state.Resource)}`]
      : [],
  );
  if (unhandled.length === 0) return;
  const known = handlers.map(({ resource }) => resource).join(', ');
  throw new Problem({
    code: 'TaskResourceUnknown',
    message: `The document cannot be run here: ${unhandled.join('; ')}. There is ${known || 'nothing'}.`,
    fix: 'Name one of these as the Resource.',
    whose: 'yours',
    state: 'Nothing was started.',
  });
}
