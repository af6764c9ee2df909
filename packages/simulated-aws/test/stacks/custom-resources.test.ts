import { expect, test } from 'vitest';
import { made } from './small-template.ts';

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  },
};

test('a custom resource is made by a function of its stack, and answers whatever it is asked for', () => {
  const { call } = made(
    {
      Resources: {
        Role: role,
        Work: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Code: { ZipFile: 'x' },
            Handler: 'x',
            Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
            Runtime: 'nodejs22.x',
          },
        },
        Done: {
          Type: 'AWS::CloudFormation::CustomResource',
          Properties: { ServiceToken: { 'Fn::GetAtt': ['Work', 'Arn'] } },
        },
      },
      Outputs: { Found: { Value: { 'Fn::GetAtt': ['Done', 'Found'] } } },
    },
    { Capabilities: ['CAPABILITY_IAM'] },
  );
  expect(call('DescribeStacks')).toMatchObject({
    Stacks: [{ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputValue: 'Found of Done' }] }],
  });
});
