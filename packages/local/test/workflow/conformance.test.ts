import { type Json, type JsonObject, TaskError } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { runDocument } from './run-document.ts';

const echo = { Type: 'Task', Resource: 'arn:aws:states:::work:echo' };
const fail = (error: string) => ({ Type: 'Fail', Error: error, Cause: `because of ${error}` });

/** Tasks resolve to their parameters, or fail with the error that those name. */
async function runTask({ parameters }: { parameters: Json }): Promise<Json> {
  const { fail: error } = (parameters ?? {}) as JsonObject;
  if (typeof error === 'string') throw new TaskError(error, 'as asked');
  return parameters;
}

type Case = readonly [promise: string, states: JsonObject, input: Json, output: Json];

const succeeding: readonly Case[] = [
  ['a Task without Parameters works on its whole input', { A: { ...echo, End: true } }, { a: 1 }, { a: 1 }],
  [
    'a Task reads through InputPath and Parameters and writes through ResultSelector, ResultPath and OutputPath',
    {
      A: {
        ...echo,
        InputPath: '$.in',
        Parameters: { 'x.$': '$.n', fixed: [{ 'deep.$': '$.n' }] },
        ResultSelector: { 'x.$': '$.x', 'deep.$': '$.fixed[0].deep' },
        ResultPath: '$.out.result',
        OutputPath: '$.out',
        End: true,
      },
    },
    { in: { n: 7 }, out: { kept: true } },
    { kept: true, result: { x: 7, deep: 7 } },
  ],
  ['a null ResultPath keeps the input', { A: { ...echo, ResultPath: null, End: true } }, [1], [1]],
  ['a null InputPath gives an empty object', { A: { ...echo, InputPath: null, End: true } }, { a: 1 }, {}],
  ['a null OutputPath hands on an empty object', { A: { Type: 'Succeed', OutputPath: null } }, { a: 1 }, {}],
  [
    'a Pass with a Result hands that on',
    { A: { Type: 'Pass', Result: [1], ResultPath: '$.r', End: true } },
    {},
    { r: [1] },
  ],
  ['a Wait hands on its input', { A: { Type: 'Wait', SecondsPath: '$.s', OutputPath: '$.s', End: true } }, { s: 9 }, 9],
  [
    'a Choice goes by the first rule that holds',
    {
      A: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.n', NumericGreaterThan: 10, Next: 'Big' },
          { Variable: '$.n', NumericGreaterThan: 5, Next: 'Middle' },
        ],
        Default: 'Small',
      },
      Big: { Type: 'Pass', Result: 'big', End: true },
      Middle: { Type: 'Pass', Result: 'middle', End: true },
      Small: { Type: 'Pass', Result: 'small', End: true },
    },
    { n: 7 },
    'middle',
  ],
  [
    'a Parallel gives each branch the same input and collects the outputs in order',
    {
      A: {
        Type: 'Parallel',
        Parameters: { 'n.$': '$.n' },
        Branches: [
          { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 60, End: true } } },
          { StartAt: 'Fast', States: { Fast: { Type: 'Pass', Result: 'fast', End: true } } },
        ],
        ResultSelector: { 'slow.$': '$[0].n', 'fast.$': '$[1]' },
        End: true,
      },
    },
    { n: 1, left: 'out' },
    { slow: 1, fast: 'fast' },
  ],
  [
    'a Map makes each item its own input and keeps the order',
    {
      A: {
        Type: 'Map',
        ItemsPath: '$.list',
        ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index', 'all.$': '$.all' },
        ItemProcessor: { StartAt: 'One', States: { One: { ...echo, End: true } } },
        ResultPath: '$.list',
        End: true,
      },
    },
    { list: ['a', 'b'], all: 1 },
    {
      list: [
        { v: 'a', i: 0, all: 1 },
        { v: 'b', i: 1, all: 1 },
      ],
      all: 1,
    },
  ],
  [
    'a Map of nothing gives nothing',
    { A: { Type: 'Map', ItemProcessor: { StartAt: 'One', States: { One: { ...echo, End: true } } }, End: true } },
    [],
    [],
  ],
  [
    'a caught failure goes on in the state named, with Error and Cause where ResultPath says',
    {
      A: {
        ...echo,
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Wrong' },
          { ErrorEquals: ['Mine', 'Yours'], ResultPath: '$.why', Next: 'Done' },
        ],
        Next: 'Wrong',
      },
      Done: { Type: 'Succeed' },
      Wrong: fail('Wrong'),
    },
    { fail: 'Mine' },
    { fail: 'Mine', why: { Error: 'Mine', Cause: 'as asked' } },
  ],
  [
    'a Parallel catches what fails in a branch',
    {
      A: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Bad', States: { Bad: fail('Mine') } }],
        Catch: [{ ErrorEquals: ['Mine'], Next: 'Done' }],
        End: true,
      },
      Done: { Type: 'Succeed' },
    },
    {},
    { Error: 'Mine', Cause: 'because of Mine' },
  ],
];

const failing: readonly Case[] = [
  ['a Fail ends the execution with its words', { A: fail('Mine') }, {}, ['Mine', 'because of Mine']],
  [
    'a Fail can take its words from the data',
    { A: { Type: 'Fail', ErrorPath: '$.e', CausePath: '$.c' } },
    { e: 'E', c: 'C' },
    ['E', 'C'],
  ],
  [
    'a Fail whose words are not in the data says so',
    { A: { Type: 'Fail', ErrorPath: '$.gone' } },
    {},
    ['States.Runtime', 'ErrorPath is $.gone, and nothing is at that path.'],
  ],
  [
    'a Choice without a rule that holds and without Default fails',
    { A: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'B' }] }, B: { Type: 'Succeed' } },
    { n: 2 },
    ['States.NoChoiceMatched', 'No rule holds, and there is no Default.'],
  ],
  [
    'an InputPath that leads nowhere fails beyond any Catch',
    {
      A: { ...echo, InputPath: '$.gone', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }], Next: 'B' },
      B: { Type: 'Succeed' },
    },
    {},
    ['States.Runtime', 'InputPath is $.gone, and nothing is at that path.'],
  ],
  [
    'Parameters that ask for what is not there fail',
    { A: { ...echo, Parameters: { 'x.$': '$.gone' }, End: true } },
    {},
    ['States.ParameterPathFailure', '"x.$" asks for $.gone, and there is nothing at that path.'],
  ],
  [
    'a ResultPath through a text fails',
    { A: { ...echo, ResultPath: '$.a.b', End: true } },
    { a: 'text' },
    ['States.ResultPathMatchFailure', 'ResultPath $.a.b leads through something not an object.'],
  ],
  [
    'a Map over something that is no list fails',
    { A: { Type: 'Map', ItemProcessor: { StartAt: 'One', States: { One: { ...echo, End: true } } }, End: true } },
    { a: 1 },
    ['States.Runtime', 'A Map needs a list, and ItemsPath leads to none.'],
  ],
  [
    'more data than Step Functions hands on fails here too',
    { A: { ...echo, End: true } },
    'x'.repeat(262_143),
    [
      'States.DataLimitExceeded',
      'The state hands on 262145 bytes, and 262144 are accepted: hand on a path to a file instead.',
    ],
  ],
];

describe('a document means what the States Language says', () => {
  test.each(succeeding)('%s', async (_promise, states, input, output) => {
    const { outcome } = await runDocument({ states, input, runTask });
    expect(outcome).toEqual({ status: 'succeeded', output });
  });

  test.each(failing)('%s', async (_promise, states, input, words) => {
    const { outcome } = await runDocument({ states, input, runTask });
    const [error, cause] = words as [string, string];
    expect(outcome).toEqual({ status: 'failed', error, cause });
  });

  test('the context names the execution, the state and its retries', async () => {
    const Parameters = {
      'name.$': '$$.Execution.Name',
      'id.$': '$$.Execution.Id',
      'given.$': '$$.Execution.Input.given',
      'began.$': '$$.Execution.StartTime',
      'state.$': '$$.State.Name',
      'entered.$': '$$.State.EnteredTime',
      'retries.$': '$$.State.RetryCount',
    };
    const Retry = [{ ErrorEquals: ['Again'] }];
    const { outcome } = await runDocument({
      states: { Wait: { Type: 'Wait', Seconds: 60, Next: 'Ask' }, Ask: { ...echo, Parameters, Retry, End: true } },
      input: { given: 5 },
      runTask: async ({ parameters, attempt }) => {
        if (attempt < 2) throw new TaskError('Again', '');
        return parameters;
      },
    });
    expect(outcome).toEqual({
      status: 'succeeded',
      output: {
        name: expect.stringMatching(/^f-20260101T000000-[0-9a-f]{6}$/),
        id: expect.stringMatching(/^f-20260101T000000-[0-9a-f]{6}$/),
        given: 5,
        began: '2026-01-01T00:00:00.000Z',
        state: 'Ask',
        entered: '2026-01-01T00:01:00.000Z',
        retries: 1,
      },
    });
  });
});
