import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import { leave, leavesMs, present, seen } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import { changedTags, type Tag, tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';

const type = 'AWS::RedshiftServerless::Namespace';
const workgroupType = 'AWS::RedshiftServerless::Workgroup';

/** How long the deletion of a namespace takes; assumed. */
const deletionMinutes = 2;

const listNamespaces: Operation = (_, world) => ({ namespaces: present(world, type).map(described) });

const getNamespace: Operation = (input, world) => {
  seen(world, type, ({ properties }) => properties.NamespaceName === input.namespaceName);
  return { namespace: described(named(input, world)) };
};

const deleteNamespace: Operation = (input, world) => {
  const namespace = named(input, world);
  const name = namespace.properties.NamespaceName;
  const used = world.resources.list(workgroupType).some(({ properties }) => properties.NamespaceName === name);
  if (used) throw new AwsFault('ConflictException', `The namespace ${name} has a workgroup; delete that first.`);
  if (leavesMs(namespace) !== null)
    throw new AwsFault('ConflictException', `The namespace ${name} is being deleted already.`);
  leave(world, namespace, deletionMinutes, 'DELETING');
  return { namespace: { ...described(namespace), status: 'DELETING' } };
};

const listTags: Operation = ({ resourceArn }, world) => ({
  tags: wired(tagsIn(byArn(resourceArn, world).properties.Tags)),
});

const tagResource: Operation = ({ resourceArn, tags }, world) => {
  const found = byArn(resourceArn, world);
  const given = (tags as readonly { readonly key: string; readonly value: string }[]).map(
    ({ key: Key, value: Value }) => ({ Key, Value }),
  );
  putTags(found, changedTags(found.properties.Tags, given), world);
  return {};
};

const untagResource: Operation = ({ resourceArn, tagKeys }, world) => {
  const found = byArn(resourceArn, world);
  const kept = tagsIn(found.properties.Tags).filter(({ Key }) => !(tagKeys as readonly string[]).includes(Key));
  putTags(found, kept, world);
  return {};
};

function putTags(found: StoredResource, tags: readonly Tag[], world: World): void {
  const Tags = tags.map(({ Key, Value }) => ({ Key, Value }));
  world.resources.put({ ...found, properties: { ...found.properties, Tags } });
}

function wired(tags: readonly Tag[]) {
  return tags.map(({ Key: key, Value: value }) => ({ key, value }));
}

function byArn(arn: unknown, world: World): StoredResource {
  const found = present(world, type).find((namespace) => arnOf(namespace) === arn);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `There is no namespace ${arn}.`);
}

/** As the template's attribute says it. */
function arnOf({ attributes }: StoredResource): unknown {
  return Object.entries(attributes).find(([name]) => name.endsWith('NamespaceArn'))?.[1];
}

function described(namespace: StoredResource) {
  const { properties, status, createdMs } = namespace;
  const { NamespaceName: namespaceName } = properties;
  return {
    namespaceName,
    namespaceArn: arnOf(namespace),
    status: status ?? 'AVAILABLE',
    creationDate: new Date(createdMs),
  };
}

function named({ namespaceName }: Members, world: World): StoredResource {
  const found = present(world, type).find(({ properties }) => properties.NamespaceName === namespaceName);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `There is no namespace ${namespaceName}.`);
}

const operations = {
  ListNamespaces: listNamespaces,
  GetNamespace: getNamespace,
  DeleteNamespace: deleteNamespace,
  ListTagsForResource: listTags,
  TagResource: tagResource,
  UntagResource: untagResource,
};

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
