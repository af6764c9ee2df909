import { describe, expect, test } from 'vitest';
import { holdings } from '../../src/world/holdings.ts';
import type { World } from '../../src/world/world.ts';
import { type Account, accountOf } from '../stacks/account.ts';
import { statusOf } from '../stacks/acme.ts';
import { body, bucket, made, stackOf, topic } from '../stacks/small-template.ts';
import { stuckRollback } from '../stacks/stuck-rollback.ts';

const named = stackOf({ BucketName: 'mine' });

describe('a copy of an account', () => {
  test('holds the same, and gives the same ids next', () => {
    const { world } = made(named);
    world.objects.put('mine', 'a/b', Buffer.from('x'));
    const copy = world.copy();
    expect(holdings(copy)).toEqual(holdings(world));
    expect(copy.newId('vpc')).toBe(world.newId('vpc'));
    expect(copy.clock.nowMs()).toBe(world.clock.nowMs());
  });

  const changes: readonly (readonly [string, (world: World) => void])[] = [
    ['a resource', ({ resources }) => resources.remove('AWS::S3::Bucket', 'mine')],
    ['an object', ({ objects }) => objects.put('mine', 'a', Buffer.from('x'))],
    ['the stacks', ({ stacks }) => stacks.push(...stacks)],
    ['the state of a stack', ({ stacks }) => Object.assign(stacks[0] ?? {}, { status: 'DELETE_FAILED' })],
  ];

  test.each(changes)('does not see a change of %s', (_what, change) => {
    const { world } = made(named);
    const [copy, before] = [world.copy(), holdings(world)];
    change(world);
    expect(holdings(copy)).toEqual(before);
    expect(holdings(world)).not.toEqual(before);
  });
});

const name = { StackName: 'small' };
const left = { OnFailure: 'DO_NOTHING' };
const failing = { B: { ...bucket, Properties: { BucketName: 'UPPER' }, DependsOn: 'A' } };

/** A stack whose update failed and was not rolled back. */
function leftUpdate(): Account {
  const here = made({ Resources: { A: topic('a') } });
  const Resources = { A: topic('a', { DisplayName: 'after' }), ...failing };
  here.call('UpdateStack', { ...body({ Resources }), DisableRollback: true });
  return here;
}

describe('what a stack has not finished is taken up in a copy, and there only', () => {
  const halves: readonly (readonly [string, () => Account, string, object, string])[] = [
    [
      'CREATE_FAILED',
      () => made({ Resources: { A: topic('a'), ...failing } }, left),
      'RollbackStack',
      {},
      'ROLLBACK_COMPLETE',
    ],
    ['UPDATE_FAILED', leftUpdate, 'RollbackStack', {}, 'UPDATE_ROLLBACK_COMPLETE'],
    [
      'UPDATE_ROLLBACK_FAILED',
      stuckRollback,
      'ContinueUpdateRollback',
      { ResourcesToSkip: ['A'] },
      'UPDATE_ROLLBACK_COMPLETE',
    ],
  ];

  test.each(halves)('%s', (status, prepare, action, input, end) => {
    const here = prepare();
    expect(statusOf(here, 'small')).toMatchObject({ status });
    const copy = accountOf(here.world.copy());
    copy.call(action, { ...name, ...input });
    expect(statusOf(copy, 'small')).toMatchObject({ status: end });
    expect(statusOf(here, 'small')).toMatchObject({ status });
    here.call(action, { ...name, ...input });
    expect(statusOf(here, 'small')).toMatchObject({ status: end });
    expect(holdings(copy.world)).toEqual(holdings(here.world));
  });

  test('a search for drift', () => {
    const here = made(named);
    const { StackDriftDetectionId } = here.call('DetectStackDrift', name);
    const copy = accountOf(here.world.copy());
    copy.world.resources.remove('AWS::S3::Bucket', 'mine');
    const found = { DetectionStatus: 'DETECTION_COMPLETE', StackDriftStatus: 'IN_SYNC' };
    const detection = { StackDriftDetectionId };
    expect(copy.call('DescribeStackDriftDetectionStatus', detection)).toMatchObject(found);
    copy.call('DetectStackDrift', name);
    expect(copy.call('DescribeStackResourceDrifts', name).StackResourceDrifts).toMatchObject([
      { StackResourceDriftStatus: 'DELETED' },
    ]);
    expect(here.call('DescribeStackDriftDetectionStatus', detection)).toMatchObject(found);
  });
});

describe('what accounts hold', () => {
  test('is the same where only made-up names and the past differ', () => {
    const once = made(stackOf({}));
    const twice = made(stackOf({}));
    twice.call('DeleteStack', { StackName: 'small' });
    twice.call('DescribeStacks', { StackName: twice.world.stacks[0]?.id });
    twice.call('CreateStack', body(stackOf({})));
    twice.call('DescribeStacks', { StackName: 'small' });
    expect(twice.world.resources.list()[0]?.id).not.toBe(once.world.resources.list()[0]?.id);
    expect(holdings(twice.world)).toEqual(holdings(once.world));
  });

  test('differs where a property does', () => {
    const versioned = stackOf({ BucketName: 'mine', VersioningConfiguration: { Status: 'Enabled' } });
    expect(holdings(made(versioned).world)).not.toEqual(holdings(made(named).world));
  });

  test('is without what will soon be gone', () => {
    const { world, call } = made(named);
    call('DeleteStack', { StackName: 'small' });
    expect(holdings(world)).toEqual([]);
  });
});
