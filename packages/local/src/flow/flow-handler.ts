import type { FlowStep, TaskState } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { TaskHandler } from '../workflow/task-handler.ts';
import { dataSteps } from './data-steps.ts';
import { modelSteps } from './model-steps.ts';
import type { Step, StepInput, StepPlace } from './step.ts';

/** Does what a flow's tasks ask for: a step, which the execution's input names where AWS has a state machine of its own. */
export function flowHandler(place: StepPlace): TaskHandler {
  const steps = new Map(Object.entries(localSteps(place)));
  return {
    resource: 'arn:aws:states:::states:startExecution.sync:2',
    title: stepTitle,
    run: async ({ parameters, signal }, tell) => {
      const { StateMachineArn: name, Input: input } = parameters as unknown as {
        StateMachineArn: string;
        Input: StepInput;
      };
      const step = steps.get(name);
      if (step === undefined) throw unknownStep(name, [...steps.keys()]);
      return { Output: await step(input, { signal, tell }) };
    },
  };
}

/** `train` for a state that takes `$.steps.train` out of the input. */
function stepTitle({ Parameters }: TaskState): string | undefined {
  return /^\$\.steps\.(\w+)$/.exec(String(Parameters?.['StateMachineArn.$']))?.[1];
}

function unknownStep(name: unknown, known: readonly string[]): Problem {
  return new Problem({
    code: 'StepUnknown',
    message: `There is no step ${JSON.stringify(name)} on this machine. There is ${known.join(', ')}.`,
    fix: 'Name one of these in the input of the execution.',
    whose: 'yours',
    state: 'What earlier steps did is kept.',
  });
}

/** The functions that run each step of a flow on this machine. */
function localSteps(place: StepPlace): Readonly<Record<FlowStep, Step>> {
  return { ...dataSteps(place), ...modelSteps(place) };
}
