import { DeleteRepositoryCommand, GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { DeleteNamespaceCommand, GetNamespaceCommand } from '@aws-sdk/client-redshift-serverless';
import { look } from '../../read/look.ts';
import { waitUntil } from '../waiting.ts';
import type { Perform } from './perform.ts';

export const deleteRepository: Perform<'repository'> = async ({ repository: repositoryName }, { code }) => {
  if ((await look(code.send(new GetRepositoryCommand({ repositoryName })))) === undefined) return false;
  await code.send(new DeleteRepositoryCommand({ repositoryName }));
  return true;
};

export const deleteNamespace: Perform<'namespace'> = async ({ namespace: namespaceName }, { warehouses }, waiting) => {
  const read = () => look(warehouses.send(new GetNamespaceCommand({ namespaceName })));
  const before = await read();
  if (before === undefined) return false;
  if (before.namespace?.status !== 'DELETING')
    await look(warehouses.send(new DeleteNamespaceCommand({ namespaceName })));
  const isGone = async () => (await read()) === undefined;
  await waitUntil(isGone, { until: `the warehouse's data in ${namespaceName} is gone`, atMostMinutes: 30 }, waiting);
  return true;
};
