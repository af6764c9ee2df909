import { expect, test } from 'vitest';
import { CodeRepository } from '../../src/packages-and-source/code-repository.ts';
import { account, deployed, region } from '../network/deployed.ts';

const kmsKeyArn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;

test('a repository is encrypted with the key, and its history outlives the stack', () => {
  const resources = deployed((stack) => {
    new CodeRepository(stack, 'Code', { repositoryName: 'acme-sales', description: 'Sales', kmsKeyArn });
  });
  expect(Object.values(resources)).toEqual([
    {
      Type: 'AWS::CodeCommit::Repository',
      Properties: { RepositoryName: 'acme-sales', RepositoryDescription: 'Sales', KmsKeyId: kmsKeyArn },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    },
  ]);
});
