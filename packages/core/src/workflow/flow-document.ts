import type { FlowSpec } from '../model/flow-spec.ts';
import type { JsonObject } from './json.ts';
import type { StatesDocument, TaskState } from './states-document.ts';

/** The steps of a flow in their order, each with the steps whose results it is given. */
const stepNeeds = {
  load: [],
  merge: ['load'],
  extract: [],
  train: ['extract'],
  register: ['train'],
  deploy: ['train', 'register'],
  batch: ['extract', 'train', 'register'],
  publish: ['batch'],
} as const;

export type FlowStep = keyof typeof stepNeeds;

/** The steps of a flow in their order. A target has to know how to run each. */
export const flowSteps = Object.keys(stepNeeds) as readonly FlowStep[];

const documentVersion = 2;

/** Long enough for anything that still moves; what hangs longer is ended. */
const stepTimeoutSeconds = 7200;

/**
 * The States Language document of a flow; the same flow always gives the same bytes.
 *
 * An execution's input is what `flowInput` makes. A step is given `{execution, flow}` and the results it needs under
 * their steps' names. The execution's output is `{load, merge, …}`: each step's result under its name.
 */
export function flowDocument(flow: FlowSpec): StatesDocument {
  const states = flowSteps.map((step, index) => [stateName(step), stepState(flow, step, flowSteps[index + 1])]);
  return {
    Comment: `Atelier flow ${flow.flow}, document version ${documentVersion}`,
    StartAt: stateName('load'),
    States: { ...Object.fromEntries(states), Report: reportState },
  };
}

/** The bytes of a document, the same on every target. */
export function documentText(document: StatesDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The input that an execution is started with: the flow, and for each step what runs it on the target. */
export function flowInput(flow: FlowSpec, steps: Readonly<Record<FlowStep, string>>): JsonObject {
  return { flow: flow as unknown as JsonObject, steps };
}

function stepState(flow: FlowSpec, step: FlowStep, next: FlowStep | undefined): TaskState {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Parameters: { 'StateMachineArn.$': `$.steps.${step}`, Input: stepInput(step) },
    ResultSelector: { 'output.$': '$.Output' },
    ResultPath: `$.${step}`,
    TimeoutSeconds: stepTimeoutSeconds + (step === 'train' ? flow.forecast.timeBudgetSeconds : 0),
    Retry: [machineFailures],
    Next: next === undefined ? 'Report' : stateName(next),
  };
}

function stepInput(step: FlowStep): JsonObject {
  return {
    'execution.$': '$$.Execution.Name',
    'flow.$': '$.flow',
    ...Object.fromEntries(stepNeeds[step].map((needed) => [`${needed}.$`, `$.${needed}.output`])),
    'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$': '$$.Execution.Id',
  };
}

/**
 * Only what a second try can mend; a mistake in the file or the data is reported at once. The pauses add up to
 * 88 seconds: a tracking server that is away for a minute is there again.
 *
 * Step Functions reports every failure of a nested execution as States.TaskFailed, so there each step's own state
 * machine carries this entry too.
 */
const machineFailures = {
  ErrorEquals: ['Atelier.MachineFailed'],
  IntervalSeconds: 4,
  MaxAttempts: 5,
  BackoffRate: 2,
  MaxDelaySeconds: 30,
};

const reportState = {
  Type: 'Pass',
  Parameters: Object.fromEntries(flowSteps.map((step) => [`${step}.$`, `$.${step}.output`])),
  End: true,
} as const;

function stateName(step: FlowStep): string {
  return step.charAt(0).toUpperCase() + step.slice(1);
}
