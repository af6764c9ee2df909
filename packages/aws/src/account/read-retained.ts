import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { ListRepositoriesCommand } from '@aws-sdk/client-codecommit';
import { ListNamespacesCommand } from '@aws-sdk/client-redshift-serverless';
import type { RetainedFound, StackResourceFound } from './account.ts';
import type { AccountClients } from './account-clients.ts';
import { everyPage } from './every-page.ts';
import { look } from './look.ts';

export interface RetainedOf {
  /** What stacks of the workspace hold. */
  readonly held: readonly StackResourceFound[];
  /** What they let go of when they were deleted. */
  readonly kept: readonly StackResourceFound[];
}

/** Of the warehouses' data and the repositories that stacks hold or have kept, those that are there. */
export async function readRetained(
  { held, kept }: RetainedOf,
  clients: AccountClients,
): Promise<readonly RetainedFound[]> {
  const idsOf = (type: string, resources: readonly StackResourceFound[]) =>
    new Set(resources.flatMap((each) => (each.type === type ? each.id : [])));
  const repositories = idsOf('AWS::CodeCommit::Repository', [...held, ...kept]);
  const namespaceType = 'AWS::RedshiftServerless::Namespace';
  const [ours, before] = [idsOf(namespaceType, held), idsOf(namespaceType, kept)];
  const [code, data] = await Promise.all([
    repositories.size === 0 ? [] : listRepositories(clients),
    ours.size + before.size === 0 ? [] : listNamespaces(clients),
  ]);
  const known = await Promise.all(
    data.map(async (name) => ours.has(name) || (before.has(name) && !(await isOfAnyStack(name, clients)))),
  );
  return [
    ...code.filter(({ id }) => repositories.has(id)).map(({ name }) => ({ kind: 'repository' as const, name })),
    ...data.filter((_, place) => known[place]).map((name) => ({ kind: 'namespace' as const, name })),
  ];
}

/** A namespace has no id but its name, which may be somebody else's by now: `acme` and `two-sales`, `acme-two` and `sales`. */
async function isOfAnyStack(name: string, { cloudFormation }: AccountClients): Promise<boolean> {
  const command = new DescribeStackResourcesCommand({ PhysicalResourceId: name });
  const found = await look(cloudFormation.send(command));
  return (found?.StackResources ?? []).some(
    ({ PhysicalResourceId, ResourceStatus }) => PhysicalResourceId === name && ResourceStatus !== 'DELETE_SKIPPED',
  );
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
