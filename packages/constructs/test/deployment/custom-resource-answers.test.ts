import { runSimulation } from '@cloud-copilot/iam-simulate';
import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { customResourceAnswers } from '../../src/deployment/custom-resource-answers.ts';
import { account, literal } from '../studio/iam-answer.ts';

const bucket = 'arn:aws:s3:::cloudformation-custom-resource-response-eucentral1';
const stackOf = (owner: string, name: string) =>
  `arn:aws:cloudformation:eu-central-1:${owner}:stack/${name}/guid|Resource|id`;

describe('through the S3 endpoint', () => {
  const stack = new Stack(new App(), 'stack', { env: { account, region: 'eu-central-1' } });
  const statement = literal(stack.resolve(customResourceAnswers(stack, 'acme-*')));
  const anything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

  test.each([
    ['an answer to a stack of the workspace goes', `${bucket}/${stackOf(account, 'acme-foundation')}`, 'Allowed'],
    ['one to another stack does not', `${bucket}/${stackOf(account, 'other')}`, 'ImplicitlyDenied'],
    [
      'one to a stack of another account does not',
      `${bucket}/${stackOf('999999999999', 'acme-x')}`,
      'ImplicitlyDenied',
    ],
    ['one to another bucket does not', `arn:aws:s3:::mine/${stackOf(account, 'acme-foundation')}`, 'ImplicitlyDenied'],
  ])('%s', async (_what, resource, answer) => {
    const result = await runSimulation(
      {
        request: {
          principal: `arn:aws:iam::${account}:role/someone`,
          action: 's3:PutObject',
          resource: { resource, accountId: account },
          contextVariables: {},
        },
        identityPolicies: [{ name: 'anything', policy: anything }],
        vpcEndpointPolicies: [{ name: 'endpoint', policy: { Version: '2012-10-17', Statement: [statement] } }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    );
    expect(result.resultType === 'error' ? result.errors : result.overallResult).toBe(answer);
  });
});

test('the region may be known at deployment only', () => {
  const stack = new Stack(new App(), 'stack');
  expect(JSON.stringify(stack.resolve(customResourceAnswers(stack, 'acme-*')).Resource)).toContain(
    '{"Fn::Split":["-",{"Ref":"AWS::Region"}]}',
  );
});
