import { describe, expect, test } from 'vitest';
import type { Members } from '../../src/service/service.ts';
import { type Account, account } from './account.ts';
import { body, bucket, made, stackOf, topic } from './small-template.ts';
import { stuckRollback } from './stuck-rollback.ts';

const name = { StackName: 'small' };
const before = { Resources: { A: topic('a') } };
const after = { Resources: { A: topic('a', { DisplayName: 'after' }) } };
const failing = { Resources: { A: topic('a'), B: { ...bucket, Properties: { BucketName: 'UPPER' }, DependsOn: 'A' } } };

function withChangeSet(): Account {
  const here = made(before);
  here.call('CreateChangeSet', { ...body(after), ChangeSetName: 'change' });
  return here;
}

const calls: readonly (readonly [string, () => Account, Members, refusal: RegExp | null])[] = [
  ['CreateStack', account, body(before), /already exists/],
  ['UpdateStack', () => made(before), body(after), /UPDATE_IN_PROGRESS state and can not be updated/],
  ['DeleteStack', () => made(before), name, null],
  ['ExecuteChangeSet', withChangeSet, { ...name, ChangeSetName: 'change' }, /ChangeSet \[change\] does not exist/],
  ['RollbackStack', () => made(failing, { OnFailure: 'DO_NOTHING' }), name, /can not be rolled back/],
  ['ContinueUpdateRollback', stuckRollback, { ...name, ResourcesToSkip: ['A'] }, /can not continue its rollback/],
];

describe('a call that comes again', () => {
  test.each(calls)('%s with its token is answered as before, and does nothing', (action, prepare, input) => {
    const here = prepare();
    const once = { ...input, ClientRequestToken: 'token' };
    const first = here.call(action, once);
    const events = eventsOf(here);
    expect(here.world.stacks.flatMap((stack) => stack.events).map(({ token }) => token)).toContain('token');
    expect(here.call(action, once)).toEqual(first);
    expect(eventsOf(here)).toEqual(events);
    here.call('DescribeStacks');
    expect(here.call(action, once)).toEqual(first);
    expect(eventsOf(here)).toEqual(events);
  });

  test.each(calls)('%s without a token is a call of its own', (action, prepare, input, refusal) => {
    const here = prepare();
    here.call(action, input);
    if (refusal === null) expect(here.call(action, input)).toEqual({});
    else expect(() => here.call(action, input)).toThrow(refusal);
  });

  test('CreateChangeSet is answered as before with its token, and refused without', () => {
    const here = made(before);
    const input = { ...body(after), ChangeSetName: 'change', ClientToken: 'token' };
    const first = here.call('CreateChangeSet', input);
    expect(here.call('CreateChangeSet', input)).toEqual(first);
    expect(here.call('ListChangeSets', name).Summaries).toHaveLength(1);
    const { ClientToken: _, ...withoutToken } = input;
    expect(() => here.call('CreateChangeSet', withoutToken)).toThrow(/ChangeSet change already exists/);
  });

  test.each<[string, Members, Members]>([
    ['CreateStack', body(before), { ...body(before), StackName: 'other' }],
    ['CreateChangeSet', { ...body(before), ChangeSetName: 'one', ChangeSetType: 'CREATE' }, { ChangeSetName: 'other' }],
  ])('%s with the token of another is refused', (action, input, change) => {
    const here = account();
    const token = { ClientToken: 'token', ClientRequestToken: 'token' };
    here.call(action, { ...input, ...token });
    expect(() => here.call(action, { ...input, ...change, ...token })).toThrow(/already exists/);
  });
});

test('every event of an operation has the token of its call, and those of the next have not', () => {
  const here = account();
  here.call('CreateStack', { ...body(before), ClientRequestToken: 'first' });
  here.call('DescribeStacks');
  here.call('UpdateStack', body(after));
  const tokens = here.all('DescribeStackEvents', 'StackEvents', name).map((each) => each.ClientRequestToken);
  expect([...new Set(tokens)]).toEqual([undefined, 'first']);
  expect(tokens.filter((token) => token === 'first')).toHaveLength(4);
});

function eventsOf({ world }: Account): readonly unknown[] {
  return world.stacks.flatMap(({ events }) => events.map(({ id }) => id));
}

test('a token does not hide that the first call was refused', () => {
  const here = account();
  const wrong = { ...body({ Resources: {} }), ClientRequestToken: 'token' };
  expect(() => here.call('CreateStack', wrong)).toThrow();
  const right = { ...body(stackOf({})), ClientRequestToken: 'token' };
  expect(here.call('CreateStack', right)).toMatchObject({ StackId: expect.stringContaining('stack/small/') });
});
