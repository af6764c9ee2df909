import { ask, type DocumentCase, task } from './document-case.ts';

const pass = (value: string) => ({ Type: 'Pass', Result: value, End: true });

/** Documents that do one thing after the other. */
export const sequences: readonly DocumentCase[] = [
  {
    what: 'an order that a person approves',
    document: {
      StartAt: 'Reserve',
      States: {
        Reserve: task('echo', { Parameters: { 'order.$': '$.id' }, ResultPath: '$.reserved', Next: 'Approve' }),
        Approve: ask(
          { answer: { approved: true }, by: 'person lead' },
          { ResultPath: '$.decision', Next: 'Approved?' },
        ),
        'Approved?': {
          Type: 'Choice',
          Choices: [
            { Variable: '$.decision.approved', BooleanEquals: true, Next: 'Ship' },
            { Variable: '$.decision.approved', BooleanEquals: false, Next: 'Release' },
          ],
          Default: 'Nobody decided',
        },
        Ship: task('echo', { Parameters: { 'shipped.$': '$.id' }, End: true }),
        Release: task('echo', { End: true }),
        'Nobody decided': { Type: 'Fail', Error: 'Order.Undecided', Cause: 'No yes and no no' },
      },
    },
    input: { id: 17 },
    ends: { output: { shipped: 17 } },
    states: { Reserve: '1/1/0/0', Approve: '1/1/0/0', 'Approved?': '1/0/0/0', Ship: '1/1/0/0', Release: '0/0/0/0' },
    hears: ['Reserve: Reserve', 'Approve: waits for an answer', 'Approved?: goes on with Ship', 'Ship: Ship'],
  },
  {
    what: 'a job that is asked for until it is done',
    document: {
      StartAt: 'Submit',
      States: {
        Submit: { Type: 'Pass', Result: 0, ResultPath: '$.asked', Next: 'Pause' },
        Pause: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Look' },
        Look: task('add', { Parameters: { 'left.$': '$.asked', right: 1 }, ResultPath: '$.asked', Next: 'Done?' }),
        'Done?': {
          Type: 'Choice',
          Choices: [
            { Variable: '$.asked', NumericGreaterThanPath: '$.enough', Next: 'Lost' },
            { Variable: '$.asked', NumericEqualsPath: '$.enough', Next: 'Done' },
          ],
          Default: 'Pause',
        },
        Done: { Type: 'Succeed', OutputPath: '$.asked' },
        Lost: { Type: 'Fail', Error: 'Job.Lost', Cause: 'It was over and nobody saw it' },
      },
    },
    input: { seconds: 30, enough: 4 },
    ends: { output: 4 },
    states: { Pause: '4/0/0/0', Look: '4/4/0/0', 'Done?': '4/0/0/0' },
    hears: [
      'Pause: waits until',
      'Look: Look',
      'Done?: goes on with Pause',
      'Pause: waits until',
      'Done?: goes on with Done',
    ],
  },
  {
    what: 'a call that is tried again with growing pauses, and gives up to a fallback',
    document: {
      StartAt: 'Call',
      States: {
        Call: task('fail', {
          Parameters: { error: 'Work.Busy', cause: 'queue is full' },
          Retry: [
            { ErrorEquals: ['Work.Lost'], MaxAttempts: 9 },
            { ErrorEquals: ['Work.Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3 },
          ],
          Catch: [
            { ErrorEquals: ['Work.Lost'], Next: 'Wrong' },
            { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.why', Next: 'Fallback' },
          ],
          Next: 'Wrong',
        }),
        Fallback: { Type: 'Pass', Parameters: { 'why.$': '$.why.Error', from: 'memory' }, End: true },
        Wrong: { Type: 'Fail', Error: 'Wrong', Cause: '' },
      },
    },
    input: {},
    ends: { output: { why: 'Work.Busy', from: 'memory' } },
    states: { Call: '1/4/1/0' },
    hears: [
      'Call: tries again in 2 s: queue is full',
      'Call: tries again in 6 s: queue is full',
      'Call: tries again in 18 s: queue is full',
      'Call: failed with Work.Busy; goes on with Fallback',
    ],
  },
  {
    what: 'a journey that is booked in three places and given back in the opposite order',
    document: {
      StartAt: 'Book flight',
      States: {
        'Book flight': task('echo', { Parameters: { flight: 'F1' }, ResultPath: '$.flight', Next: 'Book hotel' }),
        'Book hotel': task('echo', {
          Parameters: { hotel: 'H1' },
          ResultPath: '$.hotel',
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.why', Next: 'Give back flight' }],
          Next: 'Book car',
        }),
        'Book car': task('fail', {
          Parameters: { error: 'Work.SoldOut', cause: 'no car is left' },
          Catch: [{ ErrorEquals: ['Work.SoldOut'], ResultPath: '$.why', Next: 'Give back hotel' }],
          End: true,
        }),
        'Give back hotel': task('echo', { InputPath: '$.hotel', ResultPath: '$.hotel', Next: 'Give back flight' }),
        'Give back flight': task('echo', { InputPath: '$.flight', ResultPath: '$.flight', Next: 'Not booked' }),
        'Not booked': { Type: 'Fail', ErrorPath: '$.why.Error', CausePath: '$.why.Cause' },
      },
    },
    input: {},
    ends: { failed: ['Work.SoldOut', 'no car is left'] },
    states: {
      'Book flight': '1/1/0/0',
      'Book hotel': '1/1/0/0',
      'Book car': '1/1/1/0',
      'Give back hotel': '1/1/0/0',
      'Give back flight': '1/1/0/0',
    },
    hears: [
      'Book car: failed with Work.SoldOut; goes on with Give back hotel',
      'Give back hotel: Give back hotel',
      'Give back flight: Give back flight',
    ],
  },
  {
    what: 'a parcel that goes by what it weighs, with rules within rules',
    document: {
      StartAt: 'Weigh',
      States: {
        Weigh: task('weigh', { ResultPath: '$.weight', Next: 'How?' }),
        'How?': {
          Type: 'Choice',
          Choices: [
            {
              And: [
                { Variable: '$.weight.isLight', BooleanEquals: true },
                { Not: { Variable: '$.fragile', IsPresent: true } },
              ],
              Next: 'Letter',
            },
            {
              Or: [
                { Variable: '$.to', StringMatches: 'DE-*' },
                { Variable: '$.to', StringEquals: 'AT' },
              ],
              Next: 'Van',
            },
          ],
          Default: 'Plane',
        },
        Letter: pass('letter'),
        Van: pass('van'),
        Plane: pass('plane'),
      },
    },
    input: { grams: 400, to: 'DE-10115' },
    ends: { output: 'van' },
    states: { Weigh: '1/1/0/0', 'How?': '1/0/0/0' },
    hears: ['How?: goes on with Van'],
  },
  {
    what: 'a reminder at a time that the data names',
    document: {
      StartAt: 'Until then',
      States: {
        'Until then': { Type: 'Wait', TimestampPath: '$.at', Next: 'And a week' },
        'And a week': { Type: 'Wait', Seconds: 604_800, Next: 'Remind' },
        Remind: task('echo', {
          Comment: 'Writes to whoever asked for it',
          Parameters: { 'time.$': '$$.State.EnteredTime' },
          End: true,
        }),
      },
    },
    input: { at: '2026-03-01T00:00:00Z' },
    ends: { output: { time: '2026-03-08T00:00:00.000Z' } },
    states: { 'Until then': '1/0/0/0', 'And a week': '1/0/0/0', Remind: '1/1/0/0' },
    hears: [
      'Until then: waits until 2026-03-01T00:00:00.000Z',
      'And a week: waits until 2026-03-08T00:00:00.000Z',
      'Remind: Writes to whoever asked for it',
    ],
  },
];
