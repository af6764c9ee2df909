import { App, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { expect, test } from 'vitest';
import { domainIsolation } from '../../src/studio/domain-isolation.ts';
import { account, iamAnswer, type Question } from './iam-answer.ts';

const of = (resource: string) => `arn:aws:sagemaker:eu-central-1:${account}:${resource}`;
const mine = { 'aws:ResourceTag/sagemaker:domain-arn': of('domain/d-mine') };
const other = { 'aws:ResourceTag/sagemaker:domain-arn': of('domain/d-other') };
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sagemaker:*', Resource: '*' }] };

/** Even for somebody who otherwise may do everything. */
async function answerTo(question: Question): Promise<string> {
  const stack = new Stack(new App(), 'stack', { env: { account, region: 'eu-central-1' } });
  const openArns = [of('training-job/acme-*')];
  const statements = [domainIsolation(stack, { domainId: 'd-mine', openArns })];
  return await iamAnswer([everything, stack.resolve(new PolicyDocument({ statements }))], question);
}

test.each<[string, Question, string]>([
  ['the own domain', { action: 'sagemaker:DescribeDomain', resource: of('domain/d-mine') }, 'Allowed'],
  ['another domain', { action: 'sagemaker:DescribeDomain', resource: of('domain/d-other') }, 'ExplicitlyDenied'],
  [
    'a profile of it',
    { action: 'sagemaker:DescribeUserProfile', resource: of('user-profile/d-other/ana') },
    'ExplicitlyDenied',
  ],
  [
    'the deletion of a space in it',
    { action: 'sagemaker:DeleteSpace', resource: of('space/d-other/ana') },
    'ExplicitlyDenied',
  ],
  [
    'an app in the own domain',
    { action: 'sagemaker:CreateApp', resource: of('app/d-mine/ana/JupyterLab/default') },
    'Allowed',
  ],
  [
    'an app in another domain',
    { action: 'sagemaker:CreateApp', resource: of('app/d-other/ana/JupyterLab/default') },
    'ExplicitlyDenied',
  ],
  [
    'the way into another domain',
    { action: 'sagemaker:CreatePresignedDomainUrl', resource: of('user-profile/d-other/ana') },
    'ExplicitlyDenied',
  ],
  [
    'a job of the own domain',
    { action: 'sagemaker:DescribeTrainingJob', resource: of('training-job/x'), context: mine },
    'Allowed',
  ],
  [
    'a job of another domain',
    { action: 'sagemaker:DescribeTrainingJob', resource: of('training-job/x'), context: other },
    'ExplicitlyDenied',
  ],
  [
    'a job without a tag',
    { action: 'sagemaker:DescribeTrainingJob', resource: of('training-job/x') },
    'ExplicitlyDenied',
  ],
  [
    'a job that is named as open',
    { action: 'sagemaker:DescribeTrainingJob', resource: of('training-job/acme-1') },
    'Allowed',
  ],
])('%s: %o is %s', async (_what, question, answer) => {
  expect(await answerTo(question)).toBe(answer);
});
