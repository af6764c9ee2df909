import type { RunProgress } from '@atelier/core/contract';
import type { Event } from './event.ts';
import { eventProgress } from './event-progress.ts';
import { paceOf, progressAt } from './progress-at.ts';
import type { TaskProgress } from './task-handler.ts';
import type { TitledState } from './titled-states.ts';

/** Follows one run's states and says how far it is. */
export interface ProgressMeter {
  /** Undefined when an event says nothing that people see. Hears those from before an interruption first. */
  hear(event: Event): RunProgress | undefined;
  /** A task that says how far it is. */
  advance(path: string, progress: TaskProgress): RunProgress;
}

/** Measure a run's pace by the clock given, in milliseconds. */
export function progressMeter(states: readonly TitledState[], now: () => number): ProgressMeter {
  const followed = { seen: new Map(states.map((state) => [state.name, state])), visits: new Map(), now };
  return {
    hear: (event) => eventProgress(followed, event),
    advance: (path, { what, done, total }) => {
      const progress = progressAt(followed, path, what, { done, total, ...paceOf(followed, path, { done, total }) });
      if (progress === undefined) throw new Error(`the document has no task ${path}`);
      return progress;
    },
  };
}
