import { describe, expect, test } from 'vitest';
import { checkDocument, parseDocument } from '../../src/workflow/check-document.ts';

const arn = 'arn:aws:states:::work:any';
const task = { Type: 'Task', Resource: arn, End: true };
const succeed = { Type: 'Succeed' };
const one = { StartAt: 'One', States: { One: task } };
const map = { Type: 'Map', ItemProcessor: one, End: true };
const choice = (rule: object) => ({ Type: 'Choice', Choices: [{ Next: 'B', ...rule }], Default: 'B' });
const reasonOf = (document: unknown) => checkDocument(document).map(({ path, message }) => `${path}: ${message}`);

/** State A, where the mistake is reported below it, and words of the reason. */
const refused: readonly (readonly [string, object, string])[] = [
  ['Arguments', { ...task, Arguments: {} }, 'JSONata'],
  ['Output', { ...task, Output: '{% 1 %}' }, 'JSONata'],
  ['QueryLanguage', { ...task, QueryLanguage: 'JSONata' }, 'at the top only'],
  ['Assign', { ...task, Assign: { x: 1 } }, 'variables'],
  ['Credentials', { ...task, Credentials: { RoleArn: arn } }, 'role of one target'],
  ['TimeoutSecondsPath', { ...task, TimeoutSecondsPath: '$.t' }, 'write TimeoutSeconds'],
  ['Surprise', { ...task, Surprise: 1 }, 'not a field'],
  ['Type', { Type: 'Teleport' }, "'Parallel' | 'Map'"],
  ['TimeoutSeconds', { ...task, TimeoutSeconds: 0 }, '>=1, given 0'],
  ['TimeoutSeconds', { Type: 'Pass', TimeoutSeconds: 1, End: true }, 'on each Task'],
  ['InputPath', { ...task, InputPath: '$..a' }, 'not a reference path'],
  ['InputPath', { ...task, InputPath: '$.a[?(@.b > 1)]' }, 'not a reference path'],
  ['OutputPath', { ...task, OutputPath: '$$.Secret' }, 'not known here'],
  ['ResultPath', { ...task, ResultPath: '$.a[0]' }, 'cannot take a result'],
  ['ResultPath', { ...task, ResultPath: '$$.State' }, 'cannot take a result'],
  ['Parameters.a.$', { ...task, Parameters: { deep: [{ 'a.$': 'States.UUID()' }] } }, 'intrinsic function'],
  ['Parameters.a.$', { ...task, Parameters: { 'a.$': '{% $x %}' } }, 'JSONata'],
  ['Parameters.a.$', { ...task, Parameters: { 'a.$': '$$.Map.Item.Index' } }, 'not known here'],
  ['Parameters.a.$', { ...task, Parameters: { 'a.$': 5 } }, 'not a path'],
  ['ResultSelector.a.$', { ...task, ResultSelector: { 'a.$': '$.*' } }, 'not a reference path'],
  ['Resource', { ...task, Resource: `${arn}.waitForTaskToken` }, 'need each other'],
  ['Resource', { ...task, Parameters: { 't.$': '$$.Task.Token' } }, 'need each other'],
  ['Resource', { ...task, Resource: 'load' }, 'is no ARN'],
  ['HeartbeatSeconds', { ...task, HeartbeatSeconds: 5 }, 'has a heartbeat'],
  ['Retry.0.JitterStrategy', { ...task, Retry: [{ ErrorEquals: ['E'], JitterStrategy: 'FULL' }] }, '"NONE"'],
  ['Retry.0.BackoffRate', { ...task, Retry: [{ ErrorEquals: ['E'], BackoffRate: 0.5 }] }, '>=1'],
  ['Retry.0.ErrorEquals', { ...task, Retry: [{ ErrorEquals: [] }] }, '>=1'],
  ['Retry.0.ErrorEquals', { ...task, Retry: [{ ErrorEquals: ['States.Runtime'] }] }, 'never caught'],
  ['Retry.0.ErrorEquals', { ...task, Retry: [{ ErrorEquals: ['States.BranchFailed'] }] }, 'never raised'],
  ['Retry.0.ErrorEquals', { ...task, Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] }, 'stand alone'],
  ['Retry', { ...task, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }] }, 'last entry'],
  [
    'ItemProcessor.ProcessorConfig.Mode',
    { ...map, ItemProcessor: { ...one, ProcessorConfig: { Mode: 'DISTRIBUTED' } } },
    '"INLINE"',
  ],
  ['ItemReader', { ...map, ItemReader: {} }, 'distributed'],
  ['Iterator', { ...map, Iterator: one }, 'write ItemProcessor'],
  [
    'ItemProcessor.States.One.Assign',
    { ...map, ItemProcessor: { StartAt: 'One', States: { One: { ...task, Assign: {} } } } },
    'variables',
  ],
  ['Choices.0', choice({ Variable: '$.a' }), 'no operator'],
  ['Choices.0', choice({ Variable: '$.a', IsNull: true, IsString: true }), 'exactly one operator'],
  ['Choices.0', choice({ Condition: '{% true %}' }), 'Condition'],
  ['Choices.0', choice({ Variable: '$.a', NumericMatches: 1 }), 'no operator'],
  ['Choices.0.Variable', choice({ Variable: '$.*', IsNull: true }), 'not a reference path'],
  ['Choices.0.Variable', choice({ IsNull: true }), 'not a path'],
  ['Choices.0.NumericEquals', choice({ Variable: '$.a', NumericEquals: '1' }), '"1" is no number'],
  ['Choices.0.TimestampEquals', choice({ Variable: '$.a', TimestampEquals: 'soon' }), 'no timestamp'],
  ['Choices.0', choice({ And: [] }), 'at least one'],
  [
    'Choices.0.Not.Or.0.StringEqualsPath',
    choice({ Not: { Or: [{ Variable: '$.a', StringEqualsPath: 'b' }] } }),
    'not a reference path',
  ],
];

/** Faults that asl-validator sees across states. */
const inconsistent: readonly (readonly [string, object, string])[] = [
  ['a target that does not exist', { A: { Type: 'Pass', Next: 'Gone' }, B: succeed }, 'Gone'],
  ['a state never reached', { A: task, B: succeed }, 'B is not reachable'],
  ['no end', { A: { Type: 'Pass', Next: 'A' } }, 'missing a terminal state'],
  ['both Next and End', { A: { Type: 'Pass', Next: 'B', End: true }, B: succeed }, 'End'],
  ['neither Next nor End', { A: { Type: 'Pass' } }, ''],
  ['a Wait without a duration', { A: { Type: 'Wait', End: true } }, 'Seconds'],
  ['a Wait with two durations', { A: { Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true } }, 'Seconds'],
  ['one name twice', { A: { ...map, Next: 'One', End: undefined }, One: succeed }, 'One'],
];

const accepted: readonly (readonly [string, object])[] = [
  [
    'paths and templates',
    { ...task, InputPath: null, Parameters: { a: [{ 'b.$': "$['c d'][0]" }] }, ResultPath: '$.a.b' },
  ],
  [
    'a task token with a heartbeat',
    {
      ...task,
      Resource: `${arn}.waitForTaskToken`,
      Parameters: { 't.$': '$$.Task.Token' },
      HeartbeatSeconds: 5,
      TimeoutSeconds: 60,
    },
  ],
  [
    'Retry with all its fields',
    {
      ...task,
      Retry: [
        {
          ErrorEquals: ['E', 'States.Timeout'],
          IntervalSeconds: 1,
          MaxAttempts: 0,
          BackoffRate: 1,
          MaxDelaySeconds: 5,
          JitterStrategy: 'NONE',
        },
      ],
    },
  ],
  [
    'an inline Map',
    {
      ...map,
      ItemsPath: '$.a',
      ItemSelector: { 'v.$': '$$.Map.Item.Value' },
      MaxConcurrency: 2,
      ItemProcessor: { ...one, ProcessorConfig: { Mode: 'INLINE' } },
    },
  ],
  ['a Fail with paths', { Type: 'Fail', ErrorPath: '$.e', CausePath: '$.c' }],
  ['a Wait to a time', { Type: 'Wait', Timestamp: '2026-01-01T00:00:00Z', End: true }],
];

describe('a document', () => {
  test.each(refused)('is refused for %s in %j', (place, state, words) => {
    const reasons = reasonOf({ StartAt: 'A', States: { A: state, B: succeed } });
    expect(reasons).toEqual([expect.stringContaining(words)]);
    expect(reasons[0]?.startsWith(`States.A.${place}:`), reasons[0]).toBe(true);
  });

  test.each(inconsistent)('is refused for %s', (_what, States, words) => {
    const reasons = reasonOf({ StartAt: 'A', States });
    expect(reasons).not.toEqual([]);
    expect(reasons.join()).toContain(words);
  });

  test.each(accepted)('is accepted with %s, and left as it is', (_what, state) => {
    const document = { Version: '1.0', QueryLanguage: 'JSONPath', StartAt: 'A', States: { A: state } };
    const before = structuredClone(document);
    expect(reasonOf(document)).toEqual([]);
    expect(document).toEqual(before);
  });

  test('with several mistakes is refused for all of them at once', () => {
    const document = {
      StartAt: 'A',
      TimeoutSeconds: 5,
      States: { A: { ...task, Assign: {}, Label: 'x' }, 'B/C': succeed },
    };
    expect(
      checkDocument(document)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['States.A.Assign', 'States.A.Label', 'States.B/C', 'TimeoutSeconds']);
  });

  test.each([null, 5, 'text', [], {}])('that is %j is refused without a crash', (document) => {
    expect(checkDocument(document)).not.toEqual([]);
  });

  test('in a text is given back, or refused with each place and reason', () => {
    const text = JSON.stringify(one);
    expect(parseDocument(text)).toEqual(one);
    const refusal = {
      code: 'DocumentRefused',
      message: expect.stringContaining('States.One.Assign: sets variables'),
    };
    const wrong = JSON.stringify({ StartAt: 'One', States: { One: { ...task, Assign: {} } } });
    expect(() => parseDocument(wrong)).toThrow(expect.objectContaining(refusal));
  });

  test('that is no JSON is refused as a document', () => {
    expect(() => parseDocument('{')).toThrow(expect.objectContaining({ code: 'DocumentRefused' }));
  });
});
