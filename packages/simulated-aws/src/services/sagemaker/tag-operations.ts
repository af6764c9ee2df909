import type { Operation } from '../../service/service.ts';
import { AwsFault } from '../../service/service.ts';
import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import { changedTags, type Tag, tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { arnOf, nameOf } from './described.ts';

/** Tags of everything that SageMaker has, by ARN. */
export const tagOperations: Readonly<Record<string, Operation>> = {
  ListTags: ({ ResourceArn }, world) => ({ Tags: tagsIn(named(world, ResourceArn).properties.Tags) }),
  AddTags: ({ ResourceArn, Tags }, world) => {
    const found = named(world, ResourceArn);
    const changed = changedTags(found.properties.Tags, Tags as readonly Tag[]);
    world.resources.put({ ...found, properties: { ...found.properties, Tags: changed } });
    return { Tags: changed };
  },
  DeleteTags: ({ ResourceArn, TagKeys }, world) => {
    const found = named(world, ResourceArn);
    const kept = tagsIn(found.properties.Tags).filter(({ Key }) => !(TagKeys as readonly string[]).includes(Key));
    world.resources.put({ ...found, properties: { ...found.properties, Tags: kept as unknown as WireJson } });
    return {};
  },
};

function named(world: World, arn: unknown): StoredResource {
  const found = world.resources.list().find((each) => isNamed(each, String(arn), world));
  if (found === undefined) throw new AwsFault('ValidationException', `${arn} does not exist.`);
  return found;
}

function isNamed(resource: StoredResource, arn: string, world: World): boolean {
  const { type, id, attributes } = resource;
  if (!type.startsWith('AWS::SageMaker::')) return false;
  if (id === arn || Object.values(attributes).includes(arn)) return true;
  const kind = type.split('::').at(-1) ?? '';
  const place = kind === 'AutoMLJob' ? 'automl-job' : kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return arn === arnOf(world, `${place}/${nameOf(resource, `${kind}Name`)}`);
}
