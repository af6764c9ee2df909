import { CloudFormation, type CreateStackCommandInput } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookDocument, trustDocument } from '../documents.ts';
import { type Account, openAccount } from './open-account.ts';

let account: Account;
let cloudFormation: CloudFormation;
beforeEach(async () => {
  account = await openAccount();
  cloudFormation = new CloudFormation(account.client);
});
afterEach(() => account.close());

const StackName = 'small';
const bucket = (BucketName: string, DependsOn: string[] = []) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName },
  DependsOn,
});
const failing = (...after: string[]) => bucket('UPPER', after);

/** Input of a call that asks for a stack of these resources. */
function wanted(resources: object): CreateStackCommandInput {
  const TemplateBody = JSON.stringify({ Resources: resources });
  return { StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] };
}

/** By an attachment taken away and its policy deleted, a role cannot be given back what it had. */
async function withoutItsPolicy(): Promise<void> {
  const iam = new IAM(account.client);
  const PolicyArn = 'arn:aws:iam::123456789012:policy/read';
  await iam.detachRolePolicy({ RoleName: 'reader', PolicyArn });
  await iam.deletePolicy({ PolicyArn });
}

const policy = {
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { ManagedPolicyName: 'read', PolicyDocument: lookDocument },
};
function reader(...ManagedPolicyArns: object[]) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'reader', AssumeRolePolicyDocument: trustDocument, ManagedPolicyArns },
  };
}

const network = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } },
  Work: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', AssumeRolePolicyDocument: trustDocument } },
};
const place = {
  AuthMode: 'IAM',
  DefaultUserSettings: { ExecutionRole: { 'Fn::GetAtt': ['Work', 'Arn'] } },
  VpcId: { Ref: 'Vpc' },
  SubnetIds: [{ Ref: 'Subnet' }],
};
const domain = { Type: 'AWS::SageMaker::Domain', Properties: { DomainName: 'acme', ...place } };

describe('the wire brings a stack into', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    [
      'REVIEW_IN_PROGRESS',
      'a change set that nobody carries out',
      () =>
        cloudFormation.createChangeSet({
          ...wanted({ A: bucket('abc') }),
          ChangeSetName: 'c',
          ChangeSetType: 'CREATE',
        }),
    ],
    [
      'ROLLBACK_COMPLETE',
      'a creation that fails',
      () => cloudFormation.createStack(wanted({ A: bucket('abc'), Fails: failing('A') })),
    ],
    [
      'ROLLBACK_FAILED',
      'home folders that hold the subnet of a creation that fails',
      () => cloudFormation.createStack(wanted({ ...network, Domain: domain, Fails: failing('Domain') })),
    ],
    [
      'UPDATE_ROLLBACK_FAILED',
      'a policy that somebody deleted, and a role wants back',
      async () => {
        await cloudFormation.createStack(wanted({ Policy: policy, Role: reader({ Ref: 'Policy' }) }));
        await statusNow();
        await withoutItsPolicy();
        await cloudFormation.updateStack(wanted({ Policy: policy, Role: reader(), Fails: failing('Role') }));
      },
    ],
    [
      'DELETE_FAILED',
      'a bucket that is not empty',
      async () => {
        await cloudFormation.createStack(wanted({ A: bucket('abc') }));
        await statusNow();
        await new S3(account.client).putObject({ Bucket: 'abc', Key: 'k', Body: 'b' });
        await cloudFormation.deleteStack({ StackName });
      },
    ],
  ])('%s: %s', async (status, _, act) => {
    await act();
    expect(await statusNow()).toBe(status);
  });

  async function statusNow(): Promise<string | undefined> {
    const { Stacks = [] } = await cloudFormation.describeStacks({ StackName });
    return Stacks[0]?.StackStatus;
  }
});
