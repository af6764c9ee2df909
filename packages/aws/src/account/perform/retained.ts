import { DeleteRepositoryCommand, GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { DeleteNamespaceCommand, GetNamespaceCommand } from '@aws-sdk/client-redshift-serverless';
import { look } from '../look.ts';
import type { Perform } from './perform.ts';

export const deleteRepository: Perform<'repository'> = async ({ repository: repositoryName }, { code }) => {
  if ((await look(code.send(new GetRepositoryCommand({ repositoryName })))) === undefined) return false;
  await code.send(new DeleteRepositoryCommand({ repositoryName }));
  return true;
};

export const deleteNamespace: Perform<'namespace'> = async ({ namespace: namespaceName }, { warehouses }) => {
  if ((await look(warehouses.send(new GetNamespaceCommand({ namespaceName })))) === undefined) return false;
  await look(warehouses.send(new DeleteNamespaceCommand({ namespaceName })));
  return true;
};
