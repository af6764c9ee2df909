import type { Json, JsonObject } from '@atelier/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { answerTask } from '../../src/workflow/answer-task.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { stopExecution } from '../../src/workflow/stop-execution.ts';
import type { TaskHandler } from '../../src/workflow/task-handler.ts';
import { type Answer, answeredTasks, waitingTasks } from '../../src/workflow/task-token.ts';
import type { Answerer, WaitingTask } from '../../src/workflow/waiting-task.ts';
import { openJournal } from './open-journal.ts';

const ask = (name: string, Resource: string) => ({
  StartAt: name,
  States: { [name]: { Type: 'Task', Resource, Parameters: { 'token.$': '$$.Task.Token' }, End: true } },
});
const document = JSON.stringify({
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        ask('Approve', 'arn:aws:states:::people:approve.waitForTaskToken'),
        ask('Sign', 'arn:aws:states:::owner:sign.waitForTaskToken'),
      ],
      End: true,
    },
  },
});

const owner: Answerer = { kind: 'owner' };
const person = (name: string): Answerer => ({ kind: 'person', person: name });
const yes: Answer = { output: 'yes' };

let journal: ReturnType<typeof openJournal>;
let seen: WaitingTask[];
let handlers: readonly TaskHandler[];
beforeEach(() => {
  journal = openJournal(':memory:');
  seen = [];
  handlers = [
    {
      resource: 'arn:aws:states:::people:*',
      run: async () => null,
      // Whoever asked for it does not approve it.
      mayAnswer: (answerer, waiting) => {
        seen.push(waiting);
        const { askedBy } = waiting.execution.input as JsonObject;
        return answerer.kind === 'person' && answerer.person !== askedBy;
      },
    },
    { resource: 'arn:aws:states:::owner:*', run: async () => null },
  ];
});

/** A promotion that john asked for, run until both tasks wait. */
async function promoted(subject = 'shops/sales/3') {
  const spec = { kind: 'promotion', subject, name: 'sales-3', document, input: { askedBy: 'john' } };
  const { id } = openExecution(journal, spec);
  const running = runExecution({ journal, execution: id, runTask: async () => null });
  await expect.poll(() => waitingTasks(journal, id).length).toBe(2);
  const tokenAt = (path: string) => waitingTasks(journal, id).find((waiting) => waiting.path === path)?.token ?? 'none';
  return { id, running, approve: tokenAt('Both/0/Approve'), sign: tokenAt('Both/1/Sign') };
}

const give = (token: string, answer: Answer, answerer: Answerer) =>
  answerTask({ journal, handlers }, token, answer, answerer);
const code = (expected: string) => expect.objectContaining({ code: expected });

test('who may, answers; the journal says who it was, and the run goes on', async () => {
  const { id, running, approve, sign } = await promoted();
  give(approve, yes, person('lead'));
  give(sign, { output: { n: 1 } }, owner);
  expect(await running).toEqual({ status: 'succeeded', output: ['yes', { n: 1 }] });
  expect(answeredTasks(journal, id).map(({ path, answeredBy }) => [path, answeredBy])).toEqual(
    expect.arrayContaining([
      ['Both/0/Approve', 'person lead'],
      ['Both/1/Sign', 'owner'],
    ]),
  );
});

test('the handler that is asked sees the run, its input and the state', async () => {
  const { id, approve } = await promoted();
  give(approve, yes, person('lead'));
  expect(seen).toMatchObject([
    {
      name: 'Approve',
      path: 'Both/0/Approve',
      execution: { id, kind: 'promotion', subject: 'shops/sales/3', input: { askedBy: 'john' } },
    },
  ]);
});

describe('who may not, changes nothing', () => {
  test.each<readonly [string, 'approve' | 'sign', Answerer]>([
    ['whoever asked for it', 'approve', person('john')],
    ['the owner where a person is wanted', 'approve', owner],
    ['a person where the handler names nobody', 'sign', person('lead')],
    ['a person whose name is that of the owner', 'sign', person('owner')],
    ['a person of no name', 'sign', person('')],
  ])('%s', async (_who, which, answerer) => {
    const promotion = await promoted();
    expect(() => give(promotion[which], yes, answerer)).toThrow(code('AnswerNotAllowed'));
    expect(waitingTasks(journal, promotion.id)).toHaveLength(2);
    give(promotion[which], yes, which === 'sign' ? owner : person('lead'));
    expect(waitingTasks(journal, promotion.id)).toHaveLength(1);
  });

  test('a caller of handlers that do not have the task', async () => {
    const { approve, sign } = await promoted();
    handlers = [];
    for (const token of [approve, sign]) expect(() => give(token, yes, owner)).toThrow(code('AnswerNotAllowed'));
  });
});

describe('an answer that the language does not take ends no run', () => {
  test.each<readonly [string, Answer]>([
    ["an error of the language's own that nobody can catch", { error: 'States.Runtime', cause: '' }],
    ["another error of the language's own", { error: 'States.Timeout', cause: '' }],
    ['an error without a name', { error: '', cause: 'so' }],
    ['more than states hand on', { output: 'x'.repeat(262_143) }],
    ['the same in short characters of many bytes', { output: '…'.repeat(100_000) }],
  ])('%s', async (_what, answer) => {
    const { id, approve } = await promoted();
    expect(() => give(approve, answer, person('lead'))).toThrow(code('AnswerRefused'));
    expect(waitingTasks(journal, id)).toHaveLength(2);
  });

  test.each<readonly [string, Json]>([
    ['nothing', null],
    ['names that objects have of themselves', JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}')],
  ])('%s is taken as it is', async (_what, output) => {
    const { id, approve } = await promoted();
    give(approve, { output }, person('lead'));
    expect(JSON.stringify(answeredTasks(journal, id)[0]?.answer)).toBe(JSON.stringify({ output }));
  });
});

describe('a token that is not one of a task that waits is refused', () => {
  const guesses = [
    '',
    'none',
    'null',
    '%',
    '_'.repeat(36),
    "' OR 1=1 --",
    '00000000-0000-0000-0000-000000000000',
    '__proto__',
    'x'.repeat(100_000),
  ];
  test.each(guesses)('%j', async (guess) => {
    const { id } = await promoted();
    expect(() => give(guess, yes, owner)).toThrow(code('TaskNotWaiting'));
    expect(waitingTasks(journal, id)).toHaveLength(2);
  });

  test('a thousand that are almost right', async () => {
    const { id, approve } = await promoted();
    const digits = '0123456789abcdef';
    const near = Array.from({ length: 1000 }, (_, n) => {
      const at = n % approve.length;
      return `${approve.slice(0, at)}${digits[n % 16]}${approve.slice(at + 1)}`;
    }).filter((token) => token !== approve);
    expect(near.length).toBeGreaterThan(900);
    for (const token of [...near, approve.toUpperCase(), ` ${approve}`, `${approve} `, approve.slice(0, -1)]) {
      if (token === approve) continue;
      expect(() => give(token, yes, person('lead')), token).toThrow(code('TaskNotWaiting'));
    }
    expect(waitingTasks(journal, id)).toHaveLength(2);
  });

  test('one that was answered, whoever tries again, and with whatever', async () => {
    const { id, approve } = await promoted();
    give(approve, yes, person('lead'));
    for (const answer of [yes, { output: 'no' }, { error: 'No', cause: '' }]) {
      for (const answerer of [person('lead'), person('july')]) {
        expect(() => give(approve, answer, answerer)).toThrow(code('TaskNotWaiting'));
      }
    }
    expect(answeredTasks(journal, id)).toMatchObject([{ answer: yes, answeredBy: 'person lead' }]);
  });

  test('one of a run that was stopped', async () => {
    const { id, running, approve } = await promoted();
    stopExecution(journal, id, 'not needed');
    await running;
    expect(() => give(approve, yes, person('lead'))).toThrow(code('TaskNotWaiting'));
  });

  test('one whose sibling has failed the run', async () => {
    const { running, approve, sign } = await promoted();
    give(sign, { error: 'Refused', cause: 'too early' }, owner);
    expect(await running).toEqual({ status: 'failed', error: 'Refused', cause: 'too early' });
    expect(() => give(approve, yes, person('lead'))).toThrow(code('TaskNotWaiting'));
  });

  test('and one of another run answers that run alone', async () => {
    const [one, other] = [await promoted('shops/sales/3'), await promoted('shops/sales/4')];
    give(one.approve, yes, person('lead'));
    expect(waitingTasks(journal, one.id)).toHaveLength(1);
    expect(waitingTasks(journal, other.id)).toHaveLength(2);
  });
});
