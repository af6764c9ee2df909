import { type JsonObject, TaskError } from '@atelier/core';
import type { Journal } from '../../src/workflow/journal.ts';
import type { RunTask } from '../../src/workflow/run.ts';
import { succeed } from './answers.ts';

const task = (name: string, parameters: JsonObject) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::work:${name}`,
  Parameters: parameters,
});

const retry = [{ ErrorEquals: ['Atelier.MachineFailed'], IntervalSeconds: 60, MaxAttempts: 2 }];

const counting = {
  Count: { ...task('add', { 'left.$': '$.count', right: 1 }), ResultPath: '$.count', Next: 'Enough' },
  Enough: { Type: 'Choice', Choices: [{ Variable: '$.count', NumericLessThan: 4, Next: 'Count' }], Default: 'Fan' },
};

const fan = {
  Type: 'Parallel',
  Branches: [
    { StartAt: 'Flaky', States: { Flaky: { ...task('flaky', { 'value.$': '$.count' }), Retry: retry, End: true } } },
    {
      StartAt: 'Pause',
      States: {
        Pause: { Type: 'Wait', Seconds: 3600, Next: 'After' },
        After: { ...task('add', { 'left.$': '$.count', right: 100 }), End: true },
      },
    },
  ],
  ResultPath: '$.fan',
  Next: 'Each',
};

const each = {
  Type: 'Map',
  ItemsPath: '$.items',
  ItemSelector: { 'item.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
  MaxConcurrency: 3,
  ItemProcessor: {
    StartAt: 'Twice',
    States: {
      Twice: { ...task('add', { 'left.$': '$.item', 'right.$': '$.item' }), ResultPath: '$.twice', Next: 'More' },
      More: { ...task('add', { 'left.$': '$.twice', 'right.$': '$.index' }), End: true },
    },
  },
  ResultPath: '$.each',
  Next: 'Shaky',
};

const shaky = {
  Type: 'Parallel',
  Branches: [
    { StartAt: 'Fine', States: { Fine: { ...task('add', { left: 1, right: 1 }), End: true } } },
    { StartAt: 'Refused', States: { Refused: { ...task('refuse', {}), End: true } } },
  ],
  Retry: [{ ErrorEquals: ['Sales.Refused'], MaxAttempts: 1 }],
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.refused', Next: 'Ask' }],
  Next: 'Ask',
};

const ask = {
  ...task('ask.waitForTaskToken', { 'token.$': '$$.Task.Token', 'count.$': '$.count' }),
  ResultPath: '$.answer',
  Next: 'Done',
};

/** A document with every type of state, a loop, retries, a failing branch that is caught, and a token. */
export const everyKind = {
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Result: 0, ResultPath: '$.count', Next: 'Count' },
    ...counting,
    Fan: fan,
    Each: each,
    Shaky: shaky,
    Ask: ask,
    Done: { Type: 'Succeed' },
  },
};

export const everyKindInput = { items: [5, 6, 7, 8, 9] };

export const everyKindOutput = {
  items: [5, 6, 7, 8, 9],
  count: 4,
  fan: [4, 104],
  each: [10, 13, 16, 19, 22],
  refused: { Error: 'Sales.Refused', Cause: 'never' },
  answer: { approved: 4 },
};

/** Runs the tasks of `everyKind`; `onCall` is the effect that a task leaves behind. */
export function everyKindTasks(journal: Journal, onCall: (call: string) => void): RunTask {
  return async ({ id, attempt, resource, parameters }) => {
    onCall(`${id}#${attempt}`);
    await new Promise((resolve) => setImmediate(resolve));
    const { left, right, value, token, count } = parameters as Record<string, number>;
    switch (resource.replace('arn:aws:states:::work:', '')) {
      case 'add':
        return Number(left) + Number(right);
      case 'flaky':
        if (attempt < 3) throw new TaskError('Atelier.MachineFailed', `attempt ${attempt}`);
        return value;
      case 'refuse':
        throw new TaskError('Sales.Refused', 'never');
      default:
        succeed(journal, String(token), { approved: count });
        return null;
    }
  };
}
