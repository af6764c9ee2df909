import { ListRepositoriesCommand } from '@aws-sdk/client-codecommit';
import { ListNamespacesCommand } from '@aws-sdk/client-redshift-serverless';
import type { RetainedFound, StackResourceFound } from './account.ts';
import type { AccountClients } from './account-clients.ts';
import { everyPage } from './every-page.ts';

/** Of the warehouses' data and the repositories that stacks hold or have kept, those that are there. */
export async function readRetained(
  resources: readonly StackResourceFound[],
  clients: AccountClients,
): Promise<readonly RetainedFound[]> {
  const idsOf = (type: string) => new Set(resources.flatMap((each) => (each.type === type ? each.id : [])));
  const [repositories, namespaces] = [
    idsOf('AWS::CodeCommit::Repository'),
    idsOf('AWS::RedshiftServerless::Namespace'),
  ];
  const [code, data] = await Promise.all([
    repositories.size === 0 ? [] : listRepositories(clients),
    namespaces.size === 0 ? [] : listNamespaces(clients),
  ]);
  return [
    ...code.filter(({ id }) => repositories.has(id)).map(({ name }) => ({ kind: 'repository' as const, name })),
    ...data.filter((name) => namespaces.has(name)).map((name) => ({ kind: 'namespace' as const, name })),
  ];
}

async function listRepositories({ code }: AccountClients) {
  const all = await everyPage(async (nextToken) => {
    const { repositories, nextToken: next } = await code.send(new ListRepositoriesCommand({ nextToken }));
    return { items: repositories, next };
  });
  return all.map(({ repositoryId = '', repositoryName = '' }) => ({ id: repositoryId, name: repositoryName }));
}

async function listNamespaces({ warehouses }: AccountClients) {
  const all = await everyPage(async (nextToken) => {
    const { namespaces, nextToken: next } = await warehouses.send(new ListNamespacesCommand({ nextToken }));
    return { items: namespaces, next };
  });
  return all.map(({ namespaceName = '' }) => namespaceName);
}
