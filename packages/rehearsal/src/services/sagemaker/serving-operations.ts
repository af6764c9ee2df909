import { kindOf } from '../../kinds/kinds.ts';
import { releaseInterfaces } from '../../kinds/network/network-interfaces.ts';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import { leave, present } from '../../world/leaving.ts';
import type { Resource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { arnOf, notFound, page, theIdle, theOne, times } from './described.ts';

const endpointType = 'AWS::SageMaker::Endpoint';
/** Assumed. */
const endpointDeletionMinutes = 2;

const nameOf = (resource: Resource, property: string) => String(resource.properties[property] ?? resource.id);

/** Things that are only listed by name and deleted at once. */
function simple(kind: string, list: string, name: string, arn: string): Readonly<Record<string, Operation>> {
  const type = `AWS::SageMaker::${kind}`;
  const summary = (resource: Resource, world: World): Members => ({
    [name]: nameOf(resource, name),
    [arn]: resource.attributes[arn] ?? arnOf(world, `${kind.toLowerCase()}/${nameOf(resource, name)}`),
    CreationTime: new Date(resource.createdMs),
  });
  return {
    [`List${kind}s`]: (input, world) => {
      const found = present(world, type).filter((each) =>
        nameOf(each, name).includes(String(input.NameContains ?? '')),
      );
      return page(
        list,
        found.map((each) => summary(each, world)),
        input,
      );
    },
    [`Delete${kind}`]: (input, world) => {
      const found = present(world, type).find((each) => nameOf(each, name) === input[name]);
      if (found === undefined) throw missing(kind, input[name]);
      kindOf(type).remove(found, world);
      return {};
    },
  };
}

/** The older operations word it differently from those of Studio. */
function missing(kind: string, name: unknown): AwsFault {
  if (kind === 'StudioLifecycleConfig') return notFound(kind, name);
  return new AwsFault('ValidationException', `Could not find ${kind} "${name}".`);
}

const endpointName = (input: Members) => (resource: Resource) =>
  nameOf(resource, 'EndpointName') === input.EndpointName;

const endpointSummary = (resource: Resource, world: World): Members => ({
  EndpointName: nameOf(resource, 'EndpointName'),
  EndpointArn: arnOf(world, `endpoint/${nameOf(resource, 'EndpointName')}`),
  EndpointStatus: resource.status ?? 'InService',
  ...times(resource),
});

const endpoints: Readonly<Record<string, Operation>> = {
  ListEndpoints: (input, world) => {
    const part = String(input.NameContains ?? '');
    const found = present(world, endpointType).filter((each) => nameOf(each, 'EndpointName').includes(part));
    return page(
      'Endpoints',
      found.map((each) => endpointSummary(each, world)),
      input,
    );
  },
  DescribeEndpoint: (input, world) => {
    if (!present(world, endpointType).some(endpointName(input))) throw missing('endpoint', input.EndpointName);
    return endpointSummary(theOne(world, endpointType, endpointName(input), input.EndpointName), world);
  },
  DeleteEndpoint: (input, world) => {
    if (!present(world, endpointType).some(endpointName(input))) throw missing('endpoint', input.EndpointName);
    const endpoint = theIdle(world, endpointType, endpointName(input), input.EndpointName);
    leave(world, endpoint, endpointDeletionMinutes, 'Deleting');
    releaseInterfaces(world, endpoint);
    return {};
  },
};

const packageType = 'AWS::SageMaker::ModelPackage';

const packages: Readonly<Record<string, Operation>> = {
  ListModelPackages: (input, world) => {
    const group = input.ModelPackageGroupName;
    const found = present(world, packageType).filter((each) => each.properties.ModelPackageGroupName === group);
    const summaries = found.map((each) => ({
      ...{ ModelPackageArn: each.id, ModelPackageGroupName: group, ModelPackageStatus: each.status ?? 'Completed' },
      CreationTime: new Date(each.createdMs),
    }));
    return page('ModelPackageSummaryList', summaries, input);
  },
  DeleteModelPackage: ({ ModelPackageName }, world) => {
    if (world.resources.get(packageType, String(ModelPackageName)) === undefined)
      throw missing('ModelPackage', ModelPackageName);
    world.resources.remove(packageType, String(ModelPackageName));
    return {};
  },
};

export const servingOperations: Readonly<Record<string, Operation>> = {
  ...endpoints,
  ...packages,
  ...simple('EndpointConfig', 'EndpointConfigs', 'EndpointConfigName', 'EndpointConfigArn'),
  ...simple('Model', 'Models', 'ModelName', 'ModelArn'),
  ...simple('StudioLifecycleConfig', 'StudioLifecycleConfigs', 'StudioLifecycleConfigName', 'StudioLifecycleConfigArn'),
  ...groups(),
};

/** A group's summaries say in which state it is. */
function groups(): Readonly<Record<string, Operation>> {
  const kind = simple(
    'ModelPackageGroup',
    'ModelPackageGroupSummaryList',
    'ModelPackageGroupName',
    'ModelPackageGroupArn',
  );
  const list = kind.ListModelPackageGroups;
  return {
    ...kind,
    ListModelPackageGroups: async (input, world, caller) => {
      const { ModelPackageGroupSummaryList: found, ...rest } = (await list?.(input, world, caller)) ?? {};
      const summaries = Array.isArray(found) ? found : [];
      return {
        ...rest,
        ModelPackageGroupSummaryList: summaries.map((each) => ({ ...each, ModelPackageGroupStatus: 'Completed' })),
      };
    },
  };
}
