import type { Workspace } from '@atelier/core';
import { type Call, newWorld } from '@atelier/simulated-aws';
import { describe, expect, test } from 'vitest';
import { asBefore, asItWas } from '../../src/expect/as-before.ts';
import { carriedOut, changedNothing, changedOnly, madeEverything } from '../../src/expect/carried-out.ts';
import { keptAlone, nothingLeft } from '../../src/expect/left-in-account.ts';
import { nothingDenied } from '../../src/expect/nothing-denied.ts';
import { nothingLost } from '../../src/expect/nothing-lost.ts';
import { refusedBefore } from '../../src/expect/refused-before.ts';
import type { DestroyResult } from '../../src/phase.ts';
import { put, refusal, unmetAfter } from '../world-after.ts';

const nothing = () => undefined;
const workspace = { aws: null } as Workspace;
const bucket = { type: 'AWS::S3::Bucket', id: 'work' };
const server = { type: 'AWS::SageMaker::MlflowTrackingServer', id: 'runs' };

function world() {
  const made = newWorld();
  put(made, bucket);
  put(made, server);
  put(made, { type: 'AWS::SageMaker::App', id: 'app-1', status: 'InService' });
  made.objects.put('work', 'a.csv', Buffer.from('1'));
  return made;
}

describe('a change that is to be carried out', () => {
  test('is not, where it was refused', () => {
    expect(unmetAfter(carriedOut, world(), nothing)).toEqual([]);
    expect(unmetAfter(carriedOut, world(), nothing, { answer: refusal('NameKept') })).toEqual([
      'It was to be carried out, and was refused with NameKept: It is NameKept.',
    ]);
  });

  test.each([
    [['acme-people-01', 'acme-people-31'], []],
    [[], ['It was to change something, and changed no stack.']],
    [['acme-people-01', 'acme-network'], ['It was to change people alone, and changed acme-network.']],
    [['acme-peoples'], ['It was to change people alone, and changed acme-peoples.']],
  ])('changes the stacks that it is about: %j', (changed, said) => {
    const answer = { did: 'deploy', stacks: 3, changed, getIn: [], seconds: 0 } as const;
    expect(unmetAfter(changedOnly('acme', ['people']), world(), nothing, { answer })).toEqual(said);
  });

  test.each([
    [bucket, 'is gone'],
    [server, 'is gone'],
    [{ type: 'AWS::SageMaker::App', id: 'app-1' }, 'is gone'],
  ])('loses nothing: %j', ({ type, id }, said) => {
    const lost = unmetAfter(nothingLost, world(), ({ resources }) => resources.remove(type, id));
    expect(lost).toContainEqual(expect.stringContaining(`${id}, which holds what people made, ${said}`));
  });

  test('does not put another under the same name, delete it slowly, or take an object', () => {
    const replaced = unmetAfter(nothingLost, world(), (after) => put(after, { ...bucket, createdMs: 7 }));
    expect(replaced).toEqual(['AWS::S3::Bucket work, which holds what people made, is another one now.']);
    const going = { ...server, status: 'Deleting', attributes: { leavesMs: 9e15 } };
    const before = world();
    const createdMs = before.resources.get(server.type, server.id)?.createdMs ?? 0;
    const deleted = unmetAfter(nothingLost, before, (after) => put(after, { ...going, createdMs }));
    expect(deleted).toEqual([expect.stringContaining('runs, which holds what people made, is being deleted.')]);
    expect(unmetAfter(nothingLost, world(), ({ objects }) => objects.remove('work', 'a.csv'))).toEqual([
      'The object work/a.csv is gone.',
    ]);
    expect(unmetAfter(nothingLost, world(), nothing)).toEqual([]);
  });
});

describe('a change that is to be refused', () => {
  const expectation = refusedBefore(['WouldBeLost']);

  test('is refused for that reason, with words of the state, and the account as it was', () => {
    expect(unmetAfter(expectation, world(), nothing, { answer: refusal('WouldBeLost') })).toEqual([]);
    expect(unmetAfter(expectation, world(), nothing)).toEqual([
      'It was to be refused with WouldBeLost, and was carried out.',
    ]);
    expect(unmetAfter(expectation, world(), nothing, { answer: refusal('NameKept') })).toEqual([
      'It was to be refused with WouldBeLost, not with NameKept: It is NameKept.',
    ]);
    expect(
      unmetAfter(expectation, world(), nothing, { answer: refusal('WouldBeLost', 'Some of it is done.') }),
    ).toEqual(['Its refusal says of the state: Some of it is done.']);
  });

  test.each([
    [
      'a tag more',
      'AWS::S3::Bucket work',
      (after: ReturnType<typeof world>) =>
        put(after, {
          ...bucket,
          properties: { Tags: [] },
          createdMs: after.resources.get(bucket.type, 'work')?.createdMs ?? 0,
        }),
    ],
    [
      'something more',
      'AWS::EC2::VPC vpc-1',
      (after: ReturnType<typeof world>) => put(after, { type: 'AWS::EC2::VPC', id: 'vpc-1' }),
    ],
    [
      'something less',
      'AWS::S3::Bucket work',
      (after: ReturnType<typeof world>) => after.resources.remove(bucket.type, 'work'),
    ],
    [
      'an object with other bytes',
      'the object work/a.csv null',
      (after: ReturnType<typeof world>) => after.objects.put('work', 'a.csv', Buffer.from('2')),
    ],
  ])('leaves no change behind: %s', (_, name, act) => {
    expect(unmetAfter(expectation, world(), act, { answer: refusal('WouldBeLost') })).toContain(
      `Nothing was to be changed, and ${name} was.`,
    );
  });

  test('may find gone what was on its way out', () => {
    const before = world();
    put(before, { type: 'AWS::EC2::NetworkInterface', id: 'eni-1', attributes: { leavesMs: 1 } });
    const act = ({ resources }: typeof before) => resources.remove('AWS::EC2::NetworkInterface', 'eni-1');
    expect(unmetAfter(expectation, before, act, { answer: refusal('WouldBeLost') })).toEqual([]);
  });
});

describe('a teardown', () => {
  const left = (...ids: readonly string[]): DestroyResult => ({
    ...{ did: 'destroy', steps: [], seconds: 0 },
    leftovers: ids.map((id) => ({ id, sentence: `${id} is there.`, isKept: !id.startsWith('app') })),
  });
  const after = (ids: readonly string[], act: Parameters<typeof unmetAfter>[2], expectation = keptAlone) =>
    unmetAfter(expectation, newWorld(), act, { answer: left(...ids) });
  const withKey = (made: ReturnType<typeof newWorld>) => put(made, { type: 'AWS::KMS::Key', id: 'k-1' });

  test('keeps what it says, thing by thing', () => {
    expect(after(['key k-1'], withKey)).toEqual([]);
    expect(after([], withKey)).toEqual(['key k-1 is left, and the teardown does not say so.']);
    expect(after(['key k-1', 'bucket gone'], withKey)).toEqual(['bucket gone is said to be kept, and is not there.']);
    expect(after(['key k-1', 'app a'], withKey)).toContain('app a is left, and was not to be kept.');
    const policy = { type: 'AWS::IAM::Role', id: 'left-behind' };
    expect(after([], (made) => put(made, policy))).toEqual([
      'AWS::IAM::Role left-behind is left, and the teardown does not say so.',
    ]);
  });

  test('of everything leaves nothing, whatever it says itself', () => {
    expect(after([], nothing, nothingLeft)).toEqual([]);
    expect(after([], withKey, nothingLeft)).toEqual(['key k-1 is left in the account.']);
    expect(after(['bucket b'], nothing, nothingLeft)).toEqual(['Left: bucket b is there.']);
    const going = { type: 'AWS::KMS::Key', id: 'k-2', status: 'PendingDeletion' };
    expect(after([], (made) => put(made, going), nothingLeft)).toEqual([]);
  });
});

test('a deployment once more changes nothing, and the first one makes everything', () => {
  expect(unmetAfter(changedNothing, world(), nothing)).toEqual([
    'It was to change nothing, and changed acme-people-01.',
  ]);
  expect(unmetAfter(madeEverything, world(), nothing)).toEqual([]);
  const answer = { did: 'deploy', stacks: 7, changed: ['acme-network'], getIn: [], seconds: 0 } as const;
  expect(unmetAfter(madeEverything, world(), nothing, { answer })).toHaveLength(1);
  expect(unmetAfter(asItWas, world(), (after) => put(after, { type: 'AWS::EC2::VPC', id: 'vpc-1' }))).toEqual([
    expect.stringMatching(/^It was to be as before: \+ AWS::EC2::VPC vpc-1/),
  ]);
});

test('a change taken back leaves the account as it was before it', () => {
  const beforeThat = world();
  expect(unmetAfter(asBefore(workspace), world(), nothing, { beforeThat })).toEqual([]);
  expect(
    unmetAfter(asBefore(workspace), world(), ({ resources }) => resources.remove(bucket.type, 'work'), { beforeThat }),
  ).toEqual(expect.arrayContaining([expect.stringMatching(/^It was to be as before: - AWS::S3::Bucket work/)]));
});

test('a call that is denied is named, whichever way AWS says it', () => {
  const call = (fault: string | null): Call => ({
    ...{ index: 0, service: 's3', action: 'ListObjectVersions', caller: 'ada', input: {}, atMs: 0 },
    ...{ outcome: fault === null ? 'answered' : 'fault', fault },
  });
  const said = (fault: string | null) => unmetAfter(nothingDenied, world(), nothing, { calls: [call(fault)] });
  for (const fault of ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'])
    expect(said(fault)).toEqual(['ada was denied s3:ListObjectVersions.']);
  for (const fault of [null, 'NoSuchBucket']) expect(said(fault)).toEqual([]);
});
