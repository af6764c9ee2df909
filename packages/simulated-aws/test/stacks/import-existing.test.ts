import { expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { account } from './account.ts';
import { statusOf } from './acme.ts';
import { body } from './small-template.ts';

const kept = { DeletionPolicy: 'Retain' };
const mine = { BucketName: 'mine' };
const named = { RepositoryName: 'mine' };
const group = { LogGroupName: 'mine' };
const domain = { DomainName: 'mine' };

interface There {
  readonly type: string;
  readonly properties: JsonMap;
  readonly stack: string | null;
}

/** An account in which something is there, and a stack with one resource that would have the same name. */
function deployed(there: There, definition: object, more: object = {}) {
  const here = account();
  const { type, stack } = there;
  const { id } = kindOf(type).create({ ...there, logicalId: stack && 'Thing' }, here.world);
  const template = { Resources: { A: { Type: type, ...definition } }, ...more };
  const change = { StackName: 'small', ChangeSetName: 'change' };
  const importing = { ChangeSetType: 'CREATE', ImportExistingResources: true };
  here.call('CreateChangeSet', { ...body(template), ...change, ...importing });
  here.call('ExecuteChangeSet', change);
  const { status, failed } = statusOf(here, 'small');
  return { status, failed: failed.join('\n'), owner: here.world.resources.get(type, id)?.stack };
}

test.each([
  ['kept when its stack goes', 'AWS::S3::Bucket', mine, kept],
  ['kept unless its stack cannot be made', 'AWS::S3::Bucket', mine, { DeletionPolicy: 'RetainExceptOnCreate' }],
  ['of another type', 'AWS::Logs::LogGroup', group, kept],
])('what is there under a name that is written out is taken over: %s', (_what, type, properties, policy) => {
  const taken = { status: 'CREATE_COMPLETE', failed: '', owner: 'small' };
  expect(deployed({ type, properties, stack: null }, { Properties: properties, ...policy })).toEqual(taken);
});

const parameters = { Parameters: { Name: { Type: 'String', Default: 'mine' } } };
const chosen = { BucketName: { 'Fn::If': ['Yes', 'mine', 'other'] } };
const conditions = { Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] } } };

test.each([
  ['would go with its stack', 'AWS::S3::Bucket', mine, mine, {}, {}],
  ['has a name that is referred to', 'AWS::S3::Bucket', mine, { BucketName: { Ref: 'Name' } }, kept, parameters],
  ['has a name that is put together', 'AWS::S3::Bucket', mine, { BucketName: { 'Fn::Sub': 'mine' } }, kept, {}],
  ['has a name that is chosen', 'AWS::S3::Bucket', mine, chosen, kept, conditions],
  ['has an id that AWS makes', 'AWS::CodeCommit::Repository', named, named, kept, {}],
  ['has an ARN for an id', 'AWS::CodeArtifact::Domain', domain, domain, kept, {}],
] as const)('what %s is in the way', (_what, type, there, properties, policy, more) => {
  const { status, failed, owner } = deployed(
    { type, properties: there, stack: null },
    { Properties: properties, ...policy },
    more,
  );
  expect({ status, owner }).toEqual({ status: 'ROLLBACK_COMPLETE', owner: null });
  expect(failed).toContain('AlreadyExists');
});

test('what is of another stack stays with it', () => {
  const there = { type: 'AWS::S3::Bucket', properties: mine, stack: 'other' };
  const { status, owner } = deployed(there, { Properties: mine, ...kept });
  expect({ status, owner }).toEqual({ status: 'ROLLBACK_COMPLETE', owner: 'other' });
});
