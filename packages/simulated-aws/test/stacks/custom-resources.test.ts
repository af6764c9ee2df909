import { expect, test } from 'vitest';
import { made } from './small-template.ts';

const role = 'arn:aws:iam::123456789012:role/mine';

test('a custom resource is made by a function of its stack, and answers whatever it is asked for', () => {
  const { call } = made({
    Resources: {
      Work: {
        Type: 'AWS::Lambda::Function',
        Properties: { Code: { ZipFile: 'x' }, Handler: 'x', Role: role, Runtime: 'nodejs22.x' },
      },
      Done: {
        Type: 'AWS::CloudFormation::CustomResource',
        Properties: { ServiceToken: { 'Fn::GetAtt': ['Work', 'Arn'] } },
      },
    },
    Outputs: { Found: { Value: { 'Fn::GetAtt': ['Done', 'Found'] } } },
  });
  expect(call('DescribeStacks')).toMatchObject({
    Stacks: [{ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputValue: 'Found of Done' }] }],
  });
});
