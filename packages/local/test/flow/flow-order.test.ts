import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FlowSpec, type JsonObject, type Project, TaskError } from '@atelier/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestOfFile } from '../../src/flow/digest-of-file.ts';
import { flowOrder } from '../../src/flow/flow-order.ts';
import { chooseExecution } from '../../src/workflow/choose-execution.ts';
import { executionsOf, findExecution } from '../../src/workflow/execution.ts';
import type { Journal } from '../../src/workflow/journal.ts';
import type { RunTask } from '../../src/workflow/run.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { stopExecution } from '../../src/workflow/stop-execution.ts';
import { openJournal } from '../workflow/open-journal.ts';
import { skippingClock } from '../workflow/skipping-clock.ts';

const project = { name: 'shops' } as Project;
const flow = { flow: 'sales', forecast: { timeBudgetSeconds: 120, horizon: 5 } } as unknown as FlowSpec;

let folder: string;
let file: string;
let journal: Journal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'choose-'));
  file = join(folder, 'sales.csv');
  writeFileSync(file, 'store_id\n1\n');
  journal = openJournal(':memory:');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Pauses between attempts pass at once, and no step is ever late. */
const clock = {
  ...skippingClock(),
  waitUntil: async (timeMs: number, signal: AbortSignal) => {
    const isTimeout = timeMs - Date.parse('2026-01-01T00:00:00Z') > 3_600_000;
    if (isTimeout)
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  },
};

/** Run an execution until a step fails with an error, or is interrupted; resolves to the steps that ran. */
async function run(execution: string, failing = { step: 'none', error: 'none' }) {
  const ran: string[] = [];
  const interrupt = new AbortController();
  const runTask: RunTask = async ({ parameters }) => {
    const { StateMachineArn: step } = parameters as JsonObject;
    ran.push(String(step));
    if (step === failing.step && failing.error === 'interrupted') interrupt.abort();
    else if (step === failing.step) throw new TaskError(failing.error, 'as asked');
    if (step !== 'load') return { Output: {} };
    return {
      Output: { tables: {}, inputs: [{ input: 'sales', file, sha256: await digestOfFile(file) }], rejectedFile: null },
    };
  };
  await runExecution({ journal, execution, runTask, clock, signal: interrupt.signal });
  return [...new Set(ran)];
}

const choose = (chosen: FlowSpec) => chooseExecution(journal, flowOrder(journal, project, chosen, []));

const unchanged = () => flow;

function writing(text: string): () => FlowSpec {
  return () => {
    writeFileSync(file, text);
    return flow;
  };
}

function removing(): FlowSpec {
  unlinkSync(file);
  return flow;
}

/** A first run that ends so, and what is chosen after it. */
async function chosenAfter(step: string, error: string, change: () => FlowSpec) {
  const first = await choose(flow);
  expect(first.resumed).toBe(false);
  await run(first.execution, { step, error });
  const next = await choose(change());
  return { first: first.execution, next, ran: await run(next.execution) };
}

const rest = (step: string) =>
  ['load', 'merge', 'extract', 'train', 'register', 'deploy', 'batch', 'publish'].slice(
    ['load', 'merge', 'extract', 'train', 'register', 'deploy', 'batch', 'publish'].indexOf(step),
  );

describe('the next run of an unchanged flow', () => {
  test.each(['load', 'merge', 'extract', 'train', 'register', 'deploy', 'batch', 'publish'])(
    'goes on with the step %s when the machine failed there',
    async (step) => {
      const { first, next, ran } = await chosenAfter(step, 'Atelier.MachineFailed', unchanged);
      expect(next).toEqual({ execution: first, resumed: true });
      expect(ran).toEqual(rest(step));
      expect(findExecution(journal, first).ending).toMatchObject({ status: 'succeeded' });
    },
  );

  test.each(['States.Timeout', 'interrupted'])('goes on after the error %s', async (error) => {
    const { first, next, ran } = await chosenAfter('train', error, unchanged);
    expect(next).toEqual({ execution: first, resumed: true });
    expect(ran[0]).toMatch(/train|register/);
  });

  test.each(['RowsRejected', 'HistoryTooShort', 'States.TaskFailed'])(
    'begins anew after the error %s',
    async (error) => {
      const { first, next, ran } = await chosenAfter('train', error, unchanged);
      expect(next.resumed).toBe(false);
      expect(next.execution).not.toBe(first);
      expect(ran).toEqual(rest('load'));
    },
  );

  test('begins anew after a run that has succeeded', async () => {
    const { execution } = await choose(flow);
    await run(execution);
    expect((await choose(flow)).execution).not.toBe(execution);
  });

  test('begins anew after a run that was stopped', async () => {
    const { execution } = await choose(flow);
    stopExecution(journal, execution, 'as asked');
    expect((await choose(flow)).execution).not.toBe(execution);
  });

  test('goes on with the last run only, never with one before it', async () => {
    const { execution } = await choose(flow);
    await run(execution, { step: 'train', error: 'Atelier.MachineFailed' });
    const changed = { ...flow, forecast: { ...flow.forecast, horizon: 4 } };
    const other = await choose(changed);
    await run(other.execution);
    const third = await choose(flow);
    expect(executionsOf(journal, { kind: 'flow', subject: 'shops/sales' }).map(({ id }) => id)).toEqual([
      third.execution,
      other.execution,
      execution,
    ]);
  });
});

const changes: readonly (readonly [string, () => FlowSpec])[] = [
  ['the flow has been changed', () => ({ ...flow, forecast: { ...flow.forecast, horizon: 4 } })],
  ['a file that was loaded has other rows', writing('store_id\n2\n')],
  ['a file that was loaded has grown', writing('store_id\n1\n2\n')],
];

describe('what was begun is not gone on with', () => {
  test.each(changes)('when %s since the machine failed', async (_what, change) => {
    const { first, next, ran } = await chosenAfter('train', 'Atelier.MachineFailed', change);
    expect(next.execution).not.toBe(first);
    expect(ran).toEqual(rest('load'));
  });

  test.each(changes)('when %s since it was interrupted, which then is ended', async (_what, change) => {
    const { first, next } = await chosenAfter('train', 'interrupted', change);
    expect(next.execution).not.toBe(first);
    expect(findExecution(journal, first).ending).toMatchObject({
      status: 'aborted',
      cause: expect.stringContaining('changed'),
    });
  });
});

describe('what was begun is gone on with', () => {
  test.each<readonly [string, () => FlowSpec]>([
    ['the file was written again with the same bytes', writing('store_id\n1\n')],
    ['the file is gone, so that nothing newer can be loaded', removing],
  ])('when %s', async (_what, change) => {
    const { first, next } = await chosenAfter('register', 'Atelier.MachineFailed', change);
    expect(next).toEqual({ execution: first, resumed: true });
  });

  test('when the file has changed and was not loaded yet', async () => {
    const { first, next } = await chosenAfter('load', 'Atelier.MachineFailed', writing('store_id\n2\n'));
    expect(next).toEqual({ execution: first, resumed: true });
  });
});
