import { expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { type Account, account } from './account.ts';
import { statusOf } from './acme.ts';
import { body } from './small-template.ts';

const stay = { DeletionPolicy: 'Retain' };
const bucket = { Type: 'AWS::S3::Bucket', ...stay, Properties: { BucketName: 'mine' } };
const statement = {
  Sid: 'Now',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::mine/*',
};
const document = (Sid: string) => ({ Version: '2012-10-17', Statement: [{ ...statement, Sid }] });
const policy = (Sid: string) => ({
  ...{ Type: 'AWS::S3::BucketPolicy', ...stay },
  Properties: { Bucket: 'mine', PolicyDocument: document(Sid) },
});

const Principal = { AWS: 'arn:aws:iam::123456789012:root' };
const KeyPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
};
const key = { Type: 'AWS::KMS::Key', ...stay, Properties: { KeyPolicy } };

/** An account in which a bucket, its policy and a key are there, and belong to no stack. */
function withThings(): Account & { readonly keyId: string } {
  const here = account();
  const make = (type: string, properties: JsonMap) =>
    kindOf(type).create({ type, properties, stack: null, logicalId: null }, here.world);
  make('AWS::S3::Bucket', { BucketName: 'mine', VersioningConfiguration: { Status: 'Enabled' } });
  make('AWS::S3::BucketPolicy', { Bucket: 'mine', PolicyDocument: document('Now') });
  return { ...here, keyId: make('AWS::KMS::Key', { KeyPolicy }).id };
}

interface Asked {
  readonly resources: object;
  readonly targets: readonly object[];
  readonly more?: object;
  readonly stack?: string;
}

function asking({ call }: Account, { resources, targets, more = {}, stack = 'small' }: Asked) {
  const change = { StackName: stack, ChangeSetName: 'import' };
  const importing = { ChangeSetType: 'IMPORT', ResourcesToImport: targets };
  call('CreateChangeSet', { ...body({ Resources: resources, ...more }), ...change, ...importing });
  return call('DescribeChangeSet', change);
}

function importing(here: Account, asked: Asked) {
  asking(here, asked);
  here.call('ExecuteChangeSet', { StackName: asked.stack ?? 'small', ChangeSetName: 'import' });
  const { status, failed } = statusOf(here, asked.stack ?? 'small');
  return { status, failed: failed.join('\n') };
}

function update(here: Account, resources: object, more: object = {}) {
  here.call('UpdateStack', { ...body({ Resources: resources, ...more }), StackName: 'small' });
  return statusOf(here, 'small').status;
}

const target = (type: string, logicalId: string, identifier: JsonMap) => ({
  ...{ ResourceType: type, LogicalResourceId: logicalId, ResourceIdentifier: identifier },
});
const theBucket = target('AWS::S3::Bucket', 'Bucket', { BucketName: 'mine' });
const thePolicy = target('AWS::S3::BucketPolicy', 'Policy', { Bucket: 'mine' });
const sidNow = ({ world }: Account) =>
  JSON.stringify(world.resources.get('AWS::S3::BucketPolicy', 'mine')?.properties).match(/"Sid":"(\w+)"/)?.[1];

test('a stack begins with what is there, under ids that AWS has made too, and is updated from there', () => {
  const here = withThings();
  const whole = {
    Bucket: { ...bucket, Properties: { ...bucket.Properties, VersioningConfiguration: { Status: 'Enabled' } } },
  };
  const resources = { ...whole, Key: key };
  const targets = [theBucket, target('AWS::KMS::Key', 'Key', { KeyId: here.keyId })];
  const { Changes } = asking(withThings(), { resources, targets });
  expect(Changes).toMatchObject([{ ResourceChange: { Action: 'Import' } }, { ResourceChange: { Action: 'Import' } }]);
  expect(importing(here, { resources, targets })).toEqual({ status: 'IMPORT_COMPLETE', failed: '' });
  const { StackResources } = here.call('DescribeStackResources', { StackName: 'small' });
  expect(StackResources).toMatchObject([{ PhysicalResourceId: 'mine' }, { PhysicalResourceId: here.keyId }]);
  const group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'new' } };
  expect(update(here, { ...resources, Group: group }, { Outputs: { Key: { Value: { Ref: 'Key' } } } })).toBe(
    'UPDATE_COMPLETE',
  );
  expect(here.world.resources.list('AWS::KMS::Key')).toHaveLength(1);
});

test('of what has tags, that which the template leaves out is gone afterwards', () => {
  const here = withThings();
  expect(importing(here, { resources: { Bucket: bucket }, targets: [theBucket] }).status).toBe('IMPORT_COMPLETE');
  expect(here.world.resources.get('AWS::S3::Bucket', 'mine')?.properties.VersioningConfiguration).toBeUndefined();
});

test('a policy is as it was, and changed later only where it differs from what the template said of it', () => {
  const said = withThings();
  const both = (sid: string) => ({ Bucket: bucket, Policy: policy(sid) });
  importing(said, { resources: both('Wanted'), targets: [theBucket, thePolicy] });
  expect(sidNow(said)).toBe('Now');
  expect(() => update(said, both('Wanted'))).toThrow('No updates are to be performed.');
  const true_ = withThings();
  importing(true_, { resources: both('Now'), targets: [theBucket, thePolicy] });
  expect(update(true_, both('Wanted'))).toBe('UPDATE_COMPLETE');
  expect(sidNow(true_)).toBe('Wanted');
});

test('a policy is not made where the bucket has one', () => {
  const here = withThings();
  importing(here, { resources: { Bucket: bucket }, targets: [theBucket] });
  expect(update(here, { Bucket: bucket, Policy: policy('Wanted') })).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(sidNow(here)).toBe('Now');
});

test('what cannot be imported is let go of with all the rest, and can be tried again', () => {
  const here = withThings();
  const gone = target('AWS::KMS::Key', 'Key', { KeyId: 'no-key' });
  const resources = { Bucket: bucket, Key: key };
  const { status, failed } = importing(here, { resources, targets: [theBucket, gone] });
  expect(status).toBe('IMPORT_ROLLBACK_COMPLETE');
  expect(failed).toContain('was not found');
  expect(here.world.resources.get('AWS::S3::Bucket', 'mine')).toMatchObject({ stack: null, logicalId: null });
  expect(here.call('DescribeStackResources', { StackName: 'small' }).StackResources).toEqual([]);
  const again = { resources: { Bucket: bucket }, targets: [theBucket] };
  expect(importing(here, again).status).toBe('IMPORT_COMPLETE');
});

test('a key that waits for its deletion is none', () => {
  const here = withThings();
  const [there] = here.world.resources.list('AWS::KMS::Key');
  if (there) here.world.resources.put({ ...there, status: 'PendingDeletion' });
  const targets = [target('AWS::KMS::Key', 'Key', { KeyId: here.keyId })];
  expect(importing(here, { resources: { Key: key }, targets }).status).toBe('IMPORT_ROLLBACK_COMPLETE');
});

const notKept = { ...bucket, DeletionPolicy: undefined };
const repository = { Type: 'AWS::CodeCommit::Repository', ...stay, Properties: { RepositoryName: 'mine' } };
const theRepository = target('AWS::CodeCommit::Repository', 'Bucket', { RepositoryId: 'x' });

test.each([
  ['no resource to import', { Bucket: bucket }, [], {}, 'ResourcesToImport must be specified'],
  [
    'a type without a way to read it',
    { Bucket: repository },
    [theRepository],
    {},
    'not supported for resource import: AWS::CodeCommit::Repository',
  ],
  [
    'an identifier of another name',
    { Bucket: bucket },
    [target('AWS::S3::Bucket', 'Bucket', { Name: 'mine' })],
    {},
    'is identified by [BucketName]',
  ],
  [
    'an empty identifier',
    { Bucket: bucket },
    [target('AWS::S3::Bucket', 'Bucket', { BucketName: '' })],
    {},
    'is identified by [BucketName]',
  ],
  [
    'another name in the template',
    { Bucket: bucket },
    [target('AWS::S3::Bucket', 'Bucket', { BucketName: 'other' })],
    {},
    'the template names it mine',
  ],
  [
    'a logical id that is not in the template',
    { Bucket: bucket },
    [target('AWS::S3::Bucket', 'Other', { BucketName: 'mine' })],
    {},
    'is not in the template',
  ],
  [
    'another type in the template',
    { Bucket: bucket },
    [target('AWS::KMS::Key', 'Bucket', { KeyId: 'x' })],
    {},
    'is not in the template',
  ],
  ['a resource that may go with its stack', { Bucket: notKept }, [theBucket], {}, 'must have a DeletionPolicy'],
  [
    'a resource that is to be made',
    { Bucket: bucket, Policy: policy('Now') },
    [theBucket],
    {},
    'resources that are not imported',
  ],
  [
    'an outcome',
    { Bucket: bucket },
    [theBucket],
    { Outputs: { Name: { Value: 'mine' } } },
    'cannot modify or add [Outputs]',
  ],
] as const)('an import with %s is refused', (_what, resources, targets, more, said) => {
  const here = withThings();
  expect(() => asking(here, { resources, targets, more })).toThrow(said);
  expect(() => here.call('DescribeStacks', { StackName: 'small' })).toThrow('does not exist');
});

test('a resource of another stack is refused, and stays there', () => {
  const here = withThings();
  importing(here, { resources: { Bucket: bucket }, targets: [theBucket] });
  expect(() => asking(here, { resources: { Bucket: bucket }, targets: [theBucket], stack: 'other' })).toThrow(
    'is in the stack small already',
  );
});

test('a stack that is there takes over more, and may change nothing else on the way', () => {
  const here = withThings();
  importing(here, { resources: { Bucket: bucket }, targets: [theBucket] });
  const grown = { Bucket: bucket, Policy: policy('Now') };
  const changed = { ...grown, Bucket: { ...bucket, DeletionPolicy: 'Delete' } };
  expect(() => asking(here, { resources: changed, targets: [thePolicy] })).toThrow('resources that are not imported');
  expect(() => asking(here, { resources: { Policy: policy('Now') }, targets: [thePolicy] })).toThrow('not imported');
  expect(() => asking(here, { resources: grown, targets: [theBucket, thePolicy] })).toThrow('is in the stack already');
  expect(importing(here, { resources: grown, targets: [thePolicy] }).status).toBe('IMPORT_COMPLETE');
});

test('other change sets name nothing to import', () => {
  const here = withThings();
  const asked = { StackName: 'small', ChangeSetName: 'new', ChangeSetType: 'CREATE', ResourcesToImport: [theBucket] };
  expect(() => here.call('CreateChangeSet', { ...body({ Resources: { Bucket: bucket } }), ...asked })).toThrow(
    'IMPORT alone',
  );
});
