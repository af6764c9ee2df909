import { describe, expect, test } from 'vitest';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { accountDocument } from '../documents.ts';
import { type Account, account } from './account.ts';
import { statusOf } from './acme.ts';
import { body } from './small-template.ts';

const Tags = [
  { Key: 'team', Value: 'stack' },
  { Key: 'atelier:workspace', Value: 'acme' },
];

/** An account with a stack of one resource, which carries tags itself. */
function madeOf(Type: string, Properties: object): Account {
  const here = account();
  here.call('CreateStack', { ...body({ Resources: { Thing: { Type, Properties } } }), Tags });
  expect(statusOf(here, 'small')).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
  return here;
}

function tagsOf({ world }: Account, type: string, property: string): JsonMap {
  const tags = world.resources.list(type)[0]?.properties[property] ?? {};
  if (!Array.isArray(tags)) return tags as JsonMap;
  return Object.fromEntries((tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
}

const listed = [{ Key: 'team', Value: 'own' }];

describe('a resource that can have tags', () => {
  test.each<[string, string, object]>([
    ['AWS::S3::Bucket', 'Tags', { BucketName: 'abc', Tags: listed }],
    ['AWS::EC2::VPC', 'Tags', { CidrBlock: '10.0.0.0/16', Tags: listed }],
    ['AWS::EFS::FileSystem', 'FileSystemTags', { FileSystemTags: listed }],
    ['AWS::SSM::Parameter', 'Tags', { Type: 'String', Value: '1', Tags: { team: 'own' } }],
  ])('%s has its own, its stack’s and CloudFormation’s', (type, property, properties) => {
    const here = madeOf(type, properties);
    expect(tagsOf(here, type, property)).toEqual({
      team: 'own',
      'atelier:workspace': 'acme',
      'aws:cloudformation:logical-id': 'Thing',
      'aws:cloudformation:stack-id': here.world.stacks[0]?.id,
      'aws:cloudformation:stack-name': 'small',
    });
  });

  test('has new ones when only those of its stack change, and the change set says so', () => {
    const here = madeOf('AWS::S3::Bucket', { BucketName: 'abc' });
    const tags = [{ Key: 'team', Value: 'other' }];
    const asBefore = { StackName: 'small', UsePreviousTemplate: true, Tags: tags };
    here.call('CreateChangeSet', { ...asBefore, ChangeSetName: 'change' });
    expect(here.call('DescribeChangeSet', { StackName: 'small', ChangeSetName: 'change' }).Changes).toMatchObject([
      { ResourceChange: { Action: 'Modify', LogicalResourceId: 'Thing', Replacement: 'False' } },
    ]);
    here.call('ExecuteChangeSet', { StackName: 'small', ChangeSetName: 'change' });
    expect(statusOf(here, 'small').status).toBe('UPDATE_COMPLETE');
    expect(tagsOf(here, 'AWS::S3::Bucket', 'Tags')).toMatchObject({ team: 'other' });
    expect(tagsOf(here, 'AWS::S3::Bucket', 'Tags')).not.toHaveProperty('atelier:workspace');
  });

  test('goes back to the tags it had with its stack', () => {
    const here = madeOf('AWS::S3::Bucket', { BucketName: 'abc' });
    const Thing = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'abc' } };
    const Fails = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'UPPER' }, DependsOn: 'Thing' };
    here.call('UpdateStack', { ...body({ Resources: { Thing, Fails } }), Tags: [{ Key: 'team', Value: 'other' }] });
    expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(tagsOf(here, 'AWS::S3::Bucket', 'Tags')).toMatchObject({ team: 'stack' });
  });

  test('has not drifted by tags of which its template says nothing', () => {
    const here = madeOf('AWS::S3::Bucket', { BucketName: 'abc' });
    const { resources } = here.world;
    for (const each of resources.list()) resources.put({ ...each, properties: { ...each.properties, Tags: listed } });
    const { StackDriftDetectionId } = here.call('DetectStackDrift', { StackName: 'small' });
    const found = here.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId });
    expect(found.StackDriftStatus).toBe('IN_SYNC');
  });
});

test('a resource that cannot have tags has none', () => {
  const here = madeOf('AWS::SNS::TopicPolicy', { Topics: [], PolicyDocument: accountDocument });
  expect(here.world.resources.list('AWS::SNS::TopicPolicy')[0]?.properties).not.toHaveProperty('Tags');
});
