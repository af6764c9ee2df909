import { kindOf } from '../../kinds/kinds.ts';
import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import type { Resource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';

const type = 'AWS::RedshiftServerless::Namespace';
const workgroupType = 'AWS::RedshiftServerless::Workgroup';

const listNamespaces: Operation = (_, world) => ({ namespaces: world.resources.list(type).map(described) });

const getNamespace: Operation = (input, world) => ({ namespace: described(named(input, world)) });

const deleteNamespace: Operation = (input, world) => {
  const namespace = named(input, world);
  const name = namespace.properties.NamespaceName;
  const used = world.resources.list(workgroupType).some(({ properties }) => properties.NamespaceName === name);
  if (used) throw new AwsFault('ConflictException', `The namespace ${name} has a workgroup; delete that first.`);
  kindOf(type).remove(namespace, world);
  return { namespace: { ...described(namespace), status: 'DELETING' } };
};

function described({ properties }: Resource) {
  return { namespaceName: properties.NamespaceName, status: 'AVAILABLE' };
}

function named({ namespaceName }: Members, world: World): Resource {
  const found = world.resources.list(type).find(({ properties }) => properties.NamespaceName === namespaceName);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `There is no namespace ${namespaceName}.`);
}

const operations = { ListNamespaces: listNamespaces, GetNamespace: getNamespace, DeleteNamespace: deleteNamespace };

/** Redshift Serverless: namespaces that stacks have left. */
export const redshiftServerless: Service = {
  signingName: 'redshift-serverless',
  protocol: 'json',
  operations: paged(
    operations,
    { ListNamespaces: 'namespaces' },
    {
      from: 'nextToken',
      next: 'nextToken',
      most: 'maxResults',
      refusal: 'InvalidPaginationException',
    },
  ),
};
