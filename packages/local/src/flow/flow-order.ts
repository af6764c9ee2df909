import {
  documentText,
  type FlowReport,
  type FlowSpec,
  type FlowStep,
  flowDocument,
  flowInput,
  flowReport,
  flowSteps,
  type LoadReport,
  type Project,
} from '@atelier/core';
import type { Event } from '../workflow/event.ts';
import { eventsOf } from '../workflow/events.ts';
import type { ExecutionSpec, RunKey } from '../workflow/execution.ts';
import type { Journal } from '../workflow/journal.ts';
import type { RunOrder } from '../workflow/run-order.ts';
import type { TaskHandler } from '../workflow/task-handler.ts';
import { digestOfFile } from './digest-of-file.ts';

/** Report of what was loaded, before the problem of a run that has come so far. */
export interface LoadedNews {
  readonly loaded: LoadReport;
}

/** The flow of a project as it stands in the journal. */
export function flowKey(project: string, flow: string): RunKey {
  return { kind: 'flow', subject: `${project}/${flow}` };
}

/** A run of a flow of a project. */
export function flowOrder(
  journal: Journal,
  { name: project }: Pick<Project, 'name'>,
  flow: FlowSpec,
  handlers: readonly TaskHandler[],
): RunOrder<FlowReport, LoadedNews> {
  return {
    spec: specOf(project, flow),
    handlers,
    whyOutdated: async (execution) =>
      (await haveInputsChanged(journal, execution)) ? 'The input files of the flow were changed' : undefined,
    goesOn: (step) => `The next "atelier run ${flow.flow}" goes on with the step ${step}.`,
    report: (run) => flowReport(flow.flow, run),
    leftBehind: (execution) => {
      const loaded = loadOf(journal, execution);
      return loaded && { loaded };
    },
  };
}

function specOf(project: string, flow: FlowSpec): ExecutionSpec {
  const steps = Object.fromEntries(flowSteps.map((step) => [step, step])) as Record<FlowStep, string>;
  const document = documentText(flowDocument(flow));
  return { ...flowKey(project, flow.flow), name: flow.flow, document, input: flowInput(flow, steps) };
}

/** Whether a file has other bytes than when it was loaded; one that is gone has nothing newer to say. */
async function haveInputsChanged(journal: Journal, execution: string): Promise<boolean> {
  for (const { file, sha256 } of loadOf(journal, execution)?.inputs ?? []) {
    const digest = await digestOfFile(file);
    if (digest !== undefined && digest !== sha256) return true;
  }
  return false;
}

/** Report of what an execution of a flow has loaded; undefined while its load has not ended. */
function loadOf(journal: Journal, execution: string): LoadReport | undefined {
  return eventsOf(journal, execution).toReversed().map(loadIn).find(Boolean);
}

/** In what a state hands on: the result of the load, as the document has put it there. */
function loadIn(event: Event): LoadReport | undefined {
  if (event.kind !== 'exited') return undefined;
  const { load } = (event.output ?? {}) as { readonly load?: { readonly output?: LoadReport } };
  return load?.output && { inputs: load.output.inputs, rejectedFile: load.output.rejectedFile };
}
