import { type Execution, type ExecutionSpec, executionsOf } from './execution.ts';
import type { Journal } from './journal.ts';
import { openExecution } from './open-execution.ts';
import { redriveExecution } from './redrive-execution.ts';
import type { RunOrder } from './run-order.ts';
import { stopExecution } from './stop-execution.ts';
import { machineFailed } from './task-runner.ts';

/** Errors after which trying again may help and beginning anew would not. */
const machineErrors = [machineFailed, 'States.Timeout'];

/** The execution that is run now, and whether it has run before. */
export interface ChosenExecution {
  readonly execution: string;
  readonly resumed: boolean;
}

/**
 * The execution of an order to run now.
 *
 * Gone on with is the last one when it is unfinished or has failed since the machine did, as long as its document, its
 * input and what it has read are the same; else a new one begins.
 */
export async function chooseExecution(
  journal: Journal,
  { spec, whyOutdated }: Pick<RunOrder<unknown, unknown>, 'spec' | 'whyOutdated'>,
): Promise<ChosenExecution> {
  const [last] = executionsOf(journal, spec);
  if (last !== undefined && canGoOn(last)) {
    const why = isSame(last, spec) ? await whyOutdated(last.id) : 'Its document or its input was changed';
    if (why === undefined) {
      if (last.ending !== undefined) redriveExecution(journal, last.id);
      return { execution: last.id, resumed: true };
    }
    stopExecution(journal, last.id, `${why} before this run had ended.`);
  }
  return { execution: openExecution(journal, spec).id, resumed: false };
}

function canGoOn({ ending }: Execution): boolean {
  return ending === undefined || (ending.status === 'failed' && machineErrors.includes(ending.error));
}

type Made = Pick<ExecutionSpec, 'document' | 'input'>;

function isSame(one: Made, other: Made): boolean {
  return one.document === other.document && JSON.stringify(one.input) === JSON.stringify(other.input);
}
