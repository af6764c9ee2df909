import { type JsonObject, TaskError } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { manualClock } from './manual-clock.ts';
import { opened, runDocument } from './run-document.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::work:any', End: true };

/** Run one task that fails with these errors, one an attempt, and then succeeds; resolves to when it was attempted. */
async function attempts(retry: readonly JsonObject[], errors: readonly string[]) {
  const clock = manualClock(0);
  const { journal, execution } = opened({ states: { A: { ...task, Retry: retry } }, clock });
  const seconds: number[] = [];
  const running = runExecution({
    journal,
    execution,
    clock,
    runTask: async ({ attempt }) => {
      seconds.push(clock.now() / 1000);
      const error = errors[attempt - 1];
      if (error !== undefined) throw new TaskError(error, `attempt ${attempt}`);
      return attempt;
    },
  });
  let over = false;
  void running.finally(() => {
    over = true;
  });
  for (let tick = 0; !over && tick < 1000; tick += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1);
  }
  return { outcome: await running, seconds };
}

describe('a task that fails', () => {
  test('is tried again after growing pauses, no longer than the longest allowed', async () => {
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 10 }];
    const { outcome, seconds } = await attempts(retry, ['Busy', 'Busy', 'Busy']);
    expect(outcome).toEqual({ status: 'succeeded', output: 4 });
    expect(seconds.map((at, index) => at - (seconds[index - 1] ?? at))).toEqual([0, 2, 6, 10]);
  });

  test('fails with its last error when its retries are used up', async () => {
    const { outcome, seconds } = await attempts([{ ErrorEquals: ['Busy'], MaxAttempts: 2 }], ['Busy', 'Busy', 'Busy']);
    expect(outcome).toEqual({ status: 'failed', error: 'Busy', cause: 'attempt 3' });
    expect(seconds).toHaveLength(3);
  });

  test('counts each entry of Retry by itself', async () => {
    const retry = [
      { ErrorEquals: ['Busy'], MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 1 },
    ];
    const { outcome } = await attempts(retry, ['Busy', 'Lost', 'Busy']);
    expect(outcome).toEqual({ status: 'failed', error: 'Busy', cause: 'attempt 3' });
  });

  test('is not tried again for an error that Retry does not name', async () => {
    const { seconds } = await attempts([{ ErrorEquals: ['Busy'] }], ['Lost']);
    expect(seconds).toHaveLength(1);
  });
});

describe('what a task rejects with', () => {
  test('a Problem keeps its code, its message and its fix', async () => {
    const problem = new Problem({ code: 'FileMissing', message: 'No file a.csv.', fix: 'Give one.', whose: 'yours' });
    const { outcome } = await runDocument({ states: { A: task }, runTask: () => Promise.reject(problem) });
    expect(outcome).toEqual({ status: 'failed', error: 'FileMissing', cause: 'No file a.csv.\nGive one.' });
  });

  test('anything else fails the task with its words', async () => {
    const { outcome } = await runDocument({
      states: { A: task },
      runTask: () => Promise.reject(new RangeError('odd')),
    });
    expect(outcome).toEqual({ status: 'failed', error: 'States.TaskFailed', cause: 'RangeError: odd' });
  });
});

describe('a task with a timeout', () => {
  test('is aborted when it is over, and fails with States.Timeout once it has ended', async () => {
    const clock = manualClock();
    const { journal, execution } = opened({ states: { A: { ...task, TimeoutSeconds: 10 } }, clock });
    const ended: string[] = [];
    const running = runExecution({
      journal,
      execution,
      clock,
      runTask: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended.push('task');
            reject(new Error('killed'));
          });
        }),
    });
    clock.advance(9);
    expect(ended).toEqual([]);
    clock.advance(1);
    const outcome = await running;
    expect(ended).toEqual(['task']);
    expect(outcome).toMatchObject({ status: 'failed', error: 'States.Timeout' });
  });
});

describe('a failure in a branch', () => {
  test('aborts the other branches and waits for them to end', async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { ...task } } });
    const ended: string[] = [];
    const { outcome, happened } = await runDocument({
      states: { Fan: { Type: 'Parallel', Branches: [branch('Long'), branch('Bad')], End: true } },
      runTask: ({ path, signal }) => {
        if (path === 'Fan/1/Bad') return Promise.reject(new TaskError('Bad', 'bad'));
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended.push(path);
            reject(new Error('killed'));
          });
        });
      },
    });
    expect(ended).toEqual(['Fan/0/Long']);
    expect(outcome).toEqual({ status: 'failed', error: 'Bad', cause: 'bad' });
    expect(happened.slice(-2)).toEqual(['Fan/1/Bad failed', 'Fan failed']);
  });

  test('a Map works on no more items at once than it may', async () => {
    let now = 0;
    let most = 0;
    await runDocument({
      states: {
        Each: { Type: 'Map', MaxConcurrency: 2, ItemProcessor: { StartAt: 'One', States: { One: task } }, End: true },
      },
      input: [1, 2, 3, 4, 5],
      runTask: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
      },
    });
    expect(most).toBe(2);
  });
});
