import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { paginateListRepositories } from '@aws-sdk/client-codecommit';
import { paginateListNamespaces } from '@aws-sdk/client-redshift-serverless';
import type { KeptResource, RetainedFound, StackResourceFound } from './account.ts';
import type { AccountClients } from './account-clients.ts';
import { everyItem } from './every-item.ts';
import { look } from './look.ts';

export interface RetainedOf {
  /** Resources that stacks of the workspace hold. */
  readonly held: readonly StackResourceFound[];
  /** Resources that they let go of. */
  readonly kept: readonly KeptResource[];
}

/** Of the warehouses' data and the repositories that stacks hold or have kept, those that are there. */
export async function readRetained(
  { held, kept }: RetainedOf,
  clients: AccountClients,
): Promise<readonly RetainedFound[]> {
  const [code, data] = await Promise.all([
    retainedOf('repository', { held, kept }, () => listRepositories(clients), clients),
    retainedOf('namespace', { held, kept }, () => listNamespaces(clients), clients),
  ]);
  return [...code, ...data];
}

const types = { repository: 'AWS::CodeCommit::Repository', namespace: 'AWS::RedshiftServerless::Namespace' } as const;

interface Listed {
  /** Physical id. */
  readonly id: string;
  readonly name: string;
  readonly madeMs: number;
}

async function retainedOf(
  kind: RetainedFound['kind'],
  { held, kept }: RetainedOf,
  list: () => Promise<readonly Listed[]>,
  clients: AccountClients,
): Promise<readonly RetainedFound[]> {
  const ofType = <Resource extends StackResourceFound>(resources: readonly Resource[]) =>
    new Map(resources.flatMap((each) => (each.type === types[kind] ? [[each.id, each] as const] : [])));
  const [ours, before] = [ofType(held), ofType(kept)];
  if (ours.size + before.size === 0) return [];
  const found = await Promise.all(
    (await list()).map(async ({ id, name, madeMs }) => {
      const letGo = before.get(id);
      // Under a name that was let go of, another may have been made since.
      const isKept = letGo !== undefined && madeMs <= letGo.letGoMs && !(await isOfAnyStack(id, clients));
      return ours.has(id) || isKept ? [{ kind, name }] : [];
    }),
  );
  return found.flat();
}

/** A namespace has no id but its name, which may be somebody else's by now: `acme` and `two-sales`, `acme-two` and `sales`. */
async function isOfAnyStack(id: string, { cloudFormation }: AccountClients): Promise<boolean> {
  const command = new DescribeStackResourcesCommand({ PhysicalResourceId: id });
  const found = await look(cloudFormation.send(command));
  return (found?.StackResources ?? []).some(
    ({ PhysicalResourceId, ResourceStatus }) => PhysicalResourceId === id && ResourceStatus !== 'DELETE_SKIPPED',
  );
}

/** CodeCommit makes up the id of each, and says in no list when it was made. */
async function listRepositories({ code }: AccountClients): Promise<readonly Listed[]> {
  const all = await everyItem(paginateListRepositories({ client: code }, {}), ({ repositories }) => repositories);
  return all.map(({ repositoryId = '', repositoryName = '' }) => ({
    ...{ id: repositoryId, name: repositoryName, madeMs: 0 },
  }));
}

async function listNamespaces({ warehouses }: AccountClients): Promise<readonly Listed[]> {
  const all = await everyItem(paginateListNamespaces({ client: warehouses }, {}), ({ namespaces }) => namespaces);
  return all.map(({ namespaceName: id = '', creationDate }) => ({
    id,
    name: id,
    madeMs: creationDate?.getTime() ?? 0,
  }));
}
