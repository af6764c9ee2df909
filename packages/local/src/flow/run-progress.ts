import { type FlowStep, flowSteps } from '@atelier/core';
import type { WorkerProgress } from '../worker/run-worker.ts';
import type { Event } from '../workflow/event.ts';

/** How far a run is: which step of how many, and how far that step is. */
export interface RunProgress {
  readonly step: FlowStep;
  /** Counts from 1. */
  readonly index: number;
  readonly steps: number;
  readonly what: string;
  readonly done: number;
  readonly total: number;
  /** Judged by the step's pace so far; absent while it cannot be judged. */
  readonly secondsLeft?: number;
}

/** Follows one run's steps and says how far it is. */
export interface ProgressMeter {
  /** A step begins, or will be tried again; undefined when the event says neither. */
  begin(event: Event): RunProgress | undefined;
  advance(step: FlowStep, progress: WorkerProgress): RunProgress;
}

/** Measure a run's pace by the clock given, in milliseconds. */
export function progressMeter(now: () => number): ProgressMeter {
  let startedAtMs = now();

  function position(step: FlowStep) {
    return { step, index: flowSteps.indexOf(step) + 1, steps: flowSteps.length };
  }

  return {
    begin: (event) => {
      const step = flowSteps.find((name) => name === event.path.toLowerCase());
      if (step === undefined) return undefined;
      if (event.kind === 'failed' && event.retry !== undefined) {
        const seconds = Math.ceil((event.retry.atMs - event.atMs) / 1000);
        const what = `tries again in ${seconds} s: ${event.cause.split('\n', 1)[0]}`;
        return { ...position(step), what, done: 0, total: 1 };
      }
      if (event.kind !== 'started') return undefined;
      startedAtMs = now();
      return { ...position(step), what: step, done: 0, total: 1 };
    },
    advance: (step, { what, done, total }) => {
      const elapsedSeconds = (now() - startedAtMs) / 1000;
      const secondsLeft = done > 0 ? { secondsLeft: Math.ceil((elapsedSeconds / done) * (total - done)) } : {};
      return { ...position(step), what, done, total, ...secondsLeft };
    },
  };
}
