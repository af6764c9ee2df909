import type { FlowStep } from '@atelier/core';
import { dataSteps } from './data-steps.ts';
import { modelSteps } from './model-steps.ts';
import type { Step, StepPlace } from './step.ts';

/** The functions that run each step of a flow on this machine. */
export function localSteps(place: StepPlace): Readonly<Record<FlowStep, Step>> {
  return { ...dataSteps(place), ...modelSteps(place) };
}
