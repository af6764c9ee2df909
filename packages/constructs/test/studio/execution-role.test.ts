import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, test } from 'vitest';
import { ExecutionRole, type ExecutionRoleProps } from '../../src/studio/execution-role.ts';

/** Refuses what the resource schemas refuse. */
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

function roleWith(props: ExecutionRoleProps): Template {
  const stack = new Stack(new App({ context }), 'stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  new ExecutionRole(stack, 'Role', props);
  return Template.fromStack(stack);
}

describe('a role', () => {
  test('is assumed by SageMaker for this account, and for no other', () => {
    roleWith({}).hasResourceProperties('AWS::IAM::Role', {
      Path: '/',
      MaxSessionDuration: 3600,
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sagemaker.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          },
        ],
      },
    });
  });

  test.each([
    ['states', true],
    ['emr-serverless', true],
    ['glue', false],
    ['redshift-serverless', false],
    ['lambda', false],
  ])('of %s asks for the account where the service names it: %s', (name, asks) => {
    const Service = `${name}.amazonaws.com`;
    const Condition = asks ? { StringEquals: { 'aws:SourceAccount': '111122223333' } } : Match.absent();
    roleWith({ services: [Service] }).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service }, Condition })] },
    });
  });

  test.each([
    ['boundary', 'policy/boundary'],
    ['/ml/boundary', 'policy/ml/boundary'],
    ['ml/team/boundary', 'policy/ml/team/boundary'],
  ])('bounded by "%s" names the policy of this account, in whatever partition', (permissionsBoundaryName, policy) => {
    roleWith({ permissionsBoundaryName }).hasResourceProperties('AWS::IAM::Role', {
      PermissionsBoundary: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::111122223333:${policy}`]] },
    });
  });

  test('keeps its name, path, session, policies and tags', () => {
    const statements = [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::acme/*'] })];
    roleWith({
      roleName: 'acme-jobs',
      path: '/ml/',
      maxSessionHours: 12,
      description: 'Jobs',
      managedPolicyArns: ['arn:aws:iam::111122223333:policy/acme'],
      inlinePolicies: { reads: new PolicyDocument({ statements }) },
      tags: { team: 'sales' },
    }).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'acme-jobs',
      Path: '/ml/',
      MaxSessionDuration: 43_200,
      Description: 'Jobs',
      ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/acme'],
      Policies: [
        { PolicyName: 'reads', PolicyDocument: { Statement: [Match.objectLike({ Action: 's3:GetObject' })] } },
      ],
      Tags: [{ Key: 'team', Value: 'sales' }],
    });
  });
});

describe('refused', () => {
  test.each<[string, ExecutionRoleProps, RegExp]>([
    [
      'SageMaker full access',
      { managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'] },
      /AmazonSageMakerFullAccess gives everything/,
    ],
    [
      'an own full access',
      { managedPolicyArns: ['arn:aws:iam::1:policy/ml/OurFullAccess'] },
      /OurFullAccess gives everything/,
    ],
    [
      'an administrator',
      { managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      /AdministratorAccess gives everything/,
    ],
    ['an open path', { path: '/ml' }, /The role path is "\/ml".*"\/ml\/"/],
    ['a relative path', { path: 'ml/' }, /The role path is "ml\/"/],
    ['a boundary with spaces', { permissionsBoundaryName: 'ml boundary' }, /permissionsBoundaryName is "ml boundary"/],
    [
      'a boundary that is an ARN',
      { permissionsBoundaryName: 'arn:aws:iam::1:policy/b' },
      /permissionsBoundaryName is "arn:/,
    ],
    ['no service', { services: [] }, /no services/],
    ['a session of a day', { maxSessionHours: 24 }, /maxSessionHours is 24/],
  ])('%s', (_what, props, message) => {
    expect(() => roleWith(props)).toThrow(message);
  });
});
