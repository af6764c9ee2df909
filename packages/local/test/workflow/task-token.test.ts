import { type JsonObject, TaskError } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../src/workflow/events.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { stopExecution } from '../../src/workflow/stop-execution.ts';
import { sendTaskHeartbeat, waitingTasks } from '../../src/workflow/task-token.ts';
import { fail, succeed } from './answers.ts';
import { manualClock } from './manual-clock.ts';
import { opened } from './run-document.ts';

const notWaiting = expect.objectContaining({ code: 'TaskNotWaiting' });

/** An execution that asks for approval, run until it waits. */
function asking(fields: JsonObject = {}) {
  const states = {
    Approve: {
      Type: 'Task',
      Resource: 'arn:aws:states:::work:ask.waitForTaskToken',
      Parameters: { 'token.$': '$$.Task.Token' },
      End: true,
      ...fields,
    },
  };
  const clock = manualClock();
  const { journal, execution } = opened({ states, clock });
  const asked: string[] = [];
  const run = async (signal?: AbortSignal) =>
    runExecution({
      journal,
      execution,
      clock,
      ...(signal === undefined ? {} : { signal }),
      runTask: async ({ parameters }) => {
        asked.push(String((parameters as JsonObject).token));
      },
    });
  const token = () => waitingTasks(journal, execution)[0]?.token ?? 'none';
  return { journal, execution, clock, asked, run, token };
}

async function settle() {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a task that waits for its token', () => {
  test('gives the answer as its result', async () => {
    const { journal, asked, run, token } = asking();
    const running = run();
    await settle();
    expect(asked).toEqual([token()]);
    succeed(journal, token(), { by: 'lead' });
    expect(await running).toEqual({ status: 'succeeded', output: { by: 'lead' } });
  });

  test('fails with the error answered', async () => {
    const { journal, run, token } = asking();
    const running = run();
    await settle();
    fail(journal, token(), { error: 'Refused', cause: 'too early' });
    expect(await running).toEqual({ status: 'failed', error: 'Refused', cause: 'too early' });
  });

  test('can be answered while nothing runs, and is then not asked again', async () => {
    const { journal, asked, run, token } = asking();
    const interrupt = new AbortController();
    const interrupted = run(interrupt.signal);
    await settle();
    interrupt.abort();
    expect(await interrupted).toEqual({ status: 'interrupted' });
    succeed(journal, token(), 'yes');
    expect(await run()).toEqual({ status: 'succeeded', output: 'yes' });
    expect(asked).toHaveLength(1);
  });

  test('keeps its token and its deadline when the asking is repeated after an interruption', async () => {
    const { journal, execution, clock, asked, run } = asking({ TimeoutSeconds: 100 });
    const interrupt = new AbortController();
    const interrupted = run(interrupt.signal);
    await settle();
    interrupt.abort();
    await interrupted;
    clock.advance(60);
    const running = run();
    await settle();
    expect(asked).toHaveLength(2);
    expect(new Set(asked).size).toBe(1);
    clock.advance(40);
    expect(await running).toMatchObject({ status: 'failed', error: 'States.Timeout' });
    expect(eventsOf(journal, execution).filter(({ kind }) => kind === 'started')).toHaveLength(1);
  });

  test('lives as long as heartbeats come', async () => {
    const { journal, clock, run, token } = asking({ HeartbeatSeconds: 10 });
    const running = run();
    await settle();
    for (let beat = 0; beat < 3; beat += 1) {
      clock.advance(9);
      sendTaskHeartbeat(journal, token(), clock);
      await settle();
    }
    clock.advance(10);
    expect(await running).toMatchObject({ status: 'failed', error: 'States.HeartbeatTimeout' });
  });

  test('gets a new token with each attempt, and the old one is refused', async () => {
    const { journal, clock, run, token } = asking({ Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 1 }] });
    const running = run();
    await settle();
    const old = token();
    fail(journal, old, { error: 'Again', cause: '' });
    await settle();
    clock.advance(1);
    await settle();
    expect(() => succeed(journal, old, 1)).toThrow(notWaiting);
    succeed(journal, token(), 2);
    expect(await running).toEqual({ status: 'succeeded', output: 2 });
  });
});

describe('an answer is refused, and nothing changes,', () => {
  test('for a token that nobody has', () => {
    const { journal } = asking();
    expect(() => succeed(journal, 'wrong', 1)).toThrow(notWaiting);
  });

  test('when the task was answered before', async () => {
    const { journal, run, token } = asking();
    const running = run();
    await settle();
    const given = token();
    succeed(journal, given, 'first');
    expect(() => fail(journal, given, { error: 'E', cause: 'second' })).toThrow(notWaiting);
    expect(await running).toEqual({ status: 'succeeded', output: 'first' });
  });

  test('when the task has timed out', async () => {
    const Retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 60 }];
    const { journal, clock, run, token } = asking({ TimeoutSeconds: 1, Retry });
    const running = run();
    await settle();
    const given = token();
    clock.advance(1);
    await settle();
    expect(() => succeed(journal, given, 1)).toThrow(notWaiting);
    clock.advance(60);
    await settle();
    succeed(journal, token(), 2);
    expect(await running).toEqual({ status: 'succeeded', output: 2 });
  });

  test('when the execution was stopped', async () => {
    const { journal, execution, run, token } = asking();
    const running = run();
    await settle();
    const given = token();
    stopExecution(journal, execution, 'not needed');
    await running;
    expect(() => succeed(journal, given, 1)).toThrow(notWaiting);
  });

  test('when another branch has failed meanwhile', async () => {
    const ask = {
      Type: 'Task',
      Resource: 'arn:aws:states:::work:ask.waitForTaskToken',
      Parameters: { 'token.$': '$$.Task.Token' },
      End: true,
    };
    const bad = { Type: 'Task', Resource: 'arn:aws:states:::work:bad', End: true };
    const rest = { Type: 'Wait', Seconds: 60, End: true };
    const states = {
      Fan: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Ask', States: { Ask: ask } },
          { StartAt: 'Bad', States: { Bad: bad } },
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Rest' }],
        End: true,
      },
      Rest: rest,
    };
    const clock = manualClock();
    const { journal, execution } = opened({ states, clock });
    let given = '';
    const running = runExecution({
      journal,
      execution,
      clock,
      runTask: async ({ path, parameters }) => {
        if (path === 'Fan/0/Ask') given = String((parameters as JsonObject).token);
        if (path === 'Fan/1/Bad') throw new TaskError('Bad', '');
      },
    });
    await settle();
    expect(() => succeed(journal, given, 1)).toThrow(notWaiting);
    clock.advance(60);
    expect(await running).toMatchObject({ status: 'succeeded' });
  });
});
