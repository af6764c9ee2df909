import {
  documentText,
  type FlowSpec,
  flowDocument,
  flowInput,
  flowSteps,
  type JsonObject,
  TaskError,
} from '@atelier/core';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import type { Task } from '../../src/workflow/run.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { openJournal } from './open-journal.ts';
import { skippingClock } from './skipping-clock.ts';

const skipping = skippingClock();
const timeoutsFromMs = 3_600_000;

/** Skips the pauses between attempts and never reaches the timeouts of the steps. */
const retryingClock: Clock = {
  now: skipping.now,
  waitUntil: (timeMs, signal) =>
    timeMs - skipping.now() < timeoutsFromMs
      ? skipping.waitUntil(timeMs, signal)
      : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
};

const flow = { flow: 'sales', forecast: { timeBudgetSeconds: 120 } } as unknown as FlowSpec;

function openFlow() {
  const journal = openJournal(':memory:');
  const names = Object.fromEntries(flowSteps.map((step) => [step, step])) as Record<(typeof flowSteps)[number], string>;
  const spec = {
    kind: 'flow',
    subject: 'p/sales',
    name: 'sales',
    document: documentText(flowDocument(flow)),
    input: flowInput(flow, names),
  };
  return { journal, execution: openExecution(journal, spec).id };
}

describe('a flow on this machine', () => {
  test('runs its steps in order, gives each what it needs, and ends with what all of them gave', async () => {
    const { journal, execution } = openFlow();
    const ran: string[] = [];
    const runTask = async ({ parameters }: Task) => {
      const { StateMachineArn: step, Input } = parameters as { StateMachineArn: string; Input: JsonObject };
      const { execution: name, flow: given, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: parent, ...results } = Input;
      expect([name, given, parent]).toEqual([execution, flow, execution]);
      ran.push(step);
      return { Output: { of: step, from: Object.keys(results) }, Status: 'SUCCEEDED' };
    };
    const outcome = await runExecution({ journal, execution, runTask });
    expect(ran).toEqual(['load', 'merge', 'extract', 'train', 'register', 'deploy', 'batch', 'publish']);
    expect(outcome).toEqual({
      status: 'succeeded',
      output: {
        load: { of: 'load', from: [] },
        merge: { of: 'merge', from: ['load'] },
        extract: { of: 'extract', from: [] },
        train: { of: 'train', from: ['extract'] },
        register: { of: 'register', from: ['train'] },
        deploy: { of: 'deploy', from: ['train', 'register'] },
        batch: { of: 'batch', from: ['extract', 'train', 'register'] },
        publish: { of: 'publish', from: ['batch'] },
      },
    });
  });

  test('tries a step again after a failure of the machine, and not after a mistake of a person', async () => {
    for (const [error, attempts] of [
      ['Atelier.MachineFailed', 6],
      ['FileMissing', 1],
    ] as const) {
      const { journal, execution } = openFlow();
      const tried: number[] = [];
      const runTask = async ({ attempt }: Task) => {
        tried.push(attempt);
        throw new TaskError(error, 'as asked');
      };
      const outcome = await runExecution({ journal, execution, runTask, clock: retryingClock });
      expect(tried).toHaveLength(attempts);
      expect(outcome).toEqual({ status: 'failed', error, cause: 'as asked' });
    }
  });
});
