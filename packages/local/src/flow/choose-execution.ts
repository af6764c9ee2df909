import {
  documentText,
  type FlowSpec,
  type FlowStep,
  flowDocument,
  flowInput,
  flowSteps,
  type Project,
} from '@atelier/core';
import { type Execution, type ExecutionSpec, executionsOf } from '../workflow/execution.ts';
import type { Journal } from '../workflow/journal.ts';
import { openExecution } from '../workflow/open-execution.ts';
import { redriveExecution } from '../workflow/redrive-execution.ts';
import { stopExecution } from '../workflow/stop-execution.ts';
import { digestOfFile } from './digest-of-file.ts';
import { loadOf } from './load-of.ts';

/** The error of a step that failed since its machine did. */
export const machineFailed = 'Atelier.MachineFailed';

/** Errors after which trying again may help and beginning anew would not. */
const machineErrors = [machineFailed, 'States.Timeout'];

/**
 * The execution of a flow to run now, and whether it has run before.
 *
 * Gone on with is the flow's last one when it is unfinished or has failed since the machine did, as long as the flow and
 * the files that it has loaded are the same; else a new one begins.
 */
export async function chooseExecution(
  journal: Journal,
  project: Project,
  flow: FlowSpec,
): Promise<{ readonly execution: string; readonly resumed: boolean }> {
  const spec = specOf(project, flow);
  const [last] = executionsOf(journal, project.name, flow.flow);
  if (last !== undefined && canGoOn(last)) {
    if (isSame(last, spec) && !(await haveInputsChanged(journal, last.id))) {
      if (last.ending !== undefined) redriveExecution(journal, last.id);
      return { execution: last.id, resumed: true };
    }
    stopExecution(journal, last.id, 'The flow or its input files were changed before this run had ended.');
  }
  return { execution: openExecution(journal, spec).id, resumed: false };
}

function specOf(project: Project, flow: FlowSpec): ExecutionSpec {
  const steps = Object.fromEntries(flowSteps.map((step) => [step, step])) as Record<FlowStep, string>;
  const document = documentText(flowDocument(flow));
  return { project: project.name, flow: flow.flow, document, input: flowInput(flow, steps) };
}

function canGoOn({ ending }: Execution): boolean {
  return ending === undefined || (ending.status === 'failed' && machineErrors.includes(ending.error));
}

function isSame(one: ExecutionSpec, other: ExecutionSpec): boolean {
  return one.document === other.document && JSON.stringify(one.input) === JSON.stringify(other.input);
}

/** Whether a file has other bytes than when it was loaded; one that is gone has nothing newer to say. */
async function haveInputsChanged(journal: Journal, execution: string): Promise<boolean> {
  for (const { file, sha256 } of loadOf(journal, execution)?.inputs ?? []) {
    const digest = await digestOfFile(file);
    if (digest !== undefined && digest !== sha256) return true;
  }
  return false;
}
