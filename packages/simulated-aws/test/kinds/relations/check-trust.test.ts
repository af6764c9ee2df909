import { describe, expect, test } from 'vitest';
import { checkTrust } from '../../../src/kinds/relations/check-trust.ts';
import { roleTakers } from '../../../src/kinds/relations/role-takers.ts';
import { newWorld } from '../../../src/world/new-world.ts';
import type { JsonMap } from '../../../src/world/resource-store.ts';
import { has } from '../../services/has.ts';

const arn = 'arn:aws:iam::123456789012:role/given';

/** Properties in which a type is given a role, and words of its refusal. */
const given: Readonly<Record<string, readonly [JsonMap, RegExp]>> = {
  'AWS::EC2::FlowLog': [{ DeliverLogsPermissionArn: arn }, /^Unable to assume given IAM role: 'arn:.*given'$/],
  'AWS::Lambda::Function': [{ Role: arn }, /^The role defined for the function cannot be assumed by Lambda\.$/],
  'AWS::RedshiftServerless::Namespace': [{ IamRoles: [arn] }, /must delegate access to an Amazon Redshift account/],
  'AWS::SageMaker::Domain': [{ DefaultUserSettings: { ExecutionRole: arn } }, /^Could not assume role arn:.*given\./],
  'AWS::SageMaker::MlflowApp': [{ RoleArn: arn }, /^Could not assume role/],
  'AWS::SageMaker::MlflowTrackingServer': [{ RoleArn: arn }, /^Could not assume role/],
  'AWS::SageMaker::UserProfile': [{ UserSettings: { ExecutionRole: arn } }, /^Could not assume role/],
  'AWS::Scheduler::Schedule': [{ Target: { RoleArn: arn } }, /must allow AWS EventBridge Scheduler to assume the role/],
};

const names = Object.entries(roleTakers).map(([type, { principals }]) => [type, principals] as const);

/** Gives a role with some trust to a type; null: the role is nowhere. */
function give(type: string, trust: JsonMap | null): void {
  const world = newWorld();
  if (trust !== null) {
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [trust] };
    const made = has(world, 'AWS::IAM::Role', 'given', { AssumeRolePolicyDocument });
    world.resources.put({ ...made, attributes: { Arn: arn } });
  }
  checkTrust(type, given[type]?.[0] ?? {}, world);
}

const trusting = (Service: string | readonly string[], more: JsonMap = {}): JsonMap => ({
  ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, ...more },
});

test('every type that takes roles is given one here', () => {
  expect(Object.keys(given)).toEqual(Object.keys(roleTakers));
});

describe.each(names)('%s', (type, principals) => {
  const [, refusal = /^$/] = given[type] ?? [];

  test('takes a role that trusts its service', () => {
    expect(() => give(type, trusting(principals))).not.toThrow();
  });

  test.each(principals)('does not take one that does not trust %s', (name) => {
    const others = principals.filter((other) => other !== name);
    expect(() => give(type, trusting([...others, 'ec2.amazonaws.com']))).toThrow(refusal);
  });

  test.each<readonly [string, JsonMap]>([
    ['trusts the account alone', { ...trusting([]), Principal: { AWS: 'arn:aws:iam::123456789012:root' } }],
    ['refuses it', { ...trusting(principals), Effect: 'Deny' }],
    ['lets it do something else', trusting(principals, { Action: 'sts:TagSession' })],
    [
      'trusts it for another account alone',
      trusting(principals, { Condition: { StringEquals: { 'aws:SourceAccount': '999988887777' } } }),
    ],
    [
      'trusts it for another thing alone',
      trusting(principals, { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:*:*:vpc/*' } } }),
    ],
    [
      'trusts it under a condition that nobody can answer',
      trusting(principals, { Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } } }),
    ],
  ])('does not take one that %s', (_, trust) => {
    expect(() => give(type, trust)).toThrow(refusal);
  });

  test('does not take one that is nowhere', () => {
    expect(() => give(type, null)).toThrow(refusal);
  });
});

test.each([
  [
    'the group of a schedule',
    'AWS::Scheduler::Schedule',
    'arn:aws:scheduler:*:123456789012:schedule-group/default',
    true,
  ],
  ['the schedule itself', 'AWS::Scheduler::Schedule', 'arn:aws:scheduler:*:123456789012:schedule/default/*', false],
  ['any flow log', 'AWS::EC2::FlowLog', 'arn:aws:ec2:*:123456789012:vpc-flow-log/*', true],
] as const)('a role that is trusted for %s', (_, type, pattern, isTaken) => {
  const principals = roleTakers[type]?.principals ?? [];
  const trust = trusting(principals, { Condition: { ArnLike: { 'aws:SourceArn': pattern } } });
  const asked = expect(() => give(type, trust));
  if (isTaken) asked.not.toThrow();
  else asked.toThrow();
});
