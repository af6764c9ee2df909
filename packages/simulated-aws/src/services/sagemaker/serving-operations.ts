import { kindOf } from '../../kinds/kinds.ts';
import type { Members, Operation } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { arnOf, missing, nameOf, notFound } from './described.ts';
import { endpointOperations } from './endpoint-operations.ts';

/** Things that are only listed by name and deleted at once. */
function simple(kind: string, list: string, name: string, arn: string): Readonly<Record<string, Operation>> {
  const type = `AWS::SageMaker::${kind}`;
  const place = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const isOfStudio = kind === 'StudioLifecycleConfig';
  const summary = (resource: StoredResource, world: World): Members => ({
    [name]: nameOf(resource, name),
    [arn]: resource.attributes[arn] ?? arnOf(world, `${place}/${nameOf(resource, name)}`),
    CreationTime: new Date(resource.createdMs),
  });
  return {
    [`List${kind}s`]: (input, world) => {
      const found = present(world, type).filter((each) =>
        nameOf(each, name).includes(String(input.NameContains ?? '')),
      );
      return { [list]: found.map((each) => summary(each, world)) };
    },
    [`Delete${kind}`]: (input, world) => {
      const found = present(world, type).find((each) => nameOf(each, name) === input[name]);
      if (found === undefined)
        throw isOfStudio ? notFound(kind, input[name]) : missing(kind, arnOf(world, `${place}/${input[name]}`));
      kindOf(type).remove(found, world);
      return {};
    },
  };
}

const packageType = 'AWS::SageMaker::ModelPackage';

const packages: Readonly<Record<string, Operation>> = {
  ListModelPackages: (input, world) => {
    const group = input.ModelPackageGroupName;
    const found = present(world, packageType).filter((each) => each.properties.ModelPackageGroupName === group);
    const summaries = found.map((each) => ({
      ...{ ModelPackageArn: each.id, ModelPackageGroupName: group, ModelPackageStatus: each.status ?? 'Completed' },
      CreationTime: new Date(each.createdMs),
    }));
    return { ModelPackageSummaryList: summaries };
  },
  DeleteModelPackage: ({ ModelPackageName }, world) => {
    if (world.resources.get(packageType, String(ModelPackageName)) === undefined)
      throw missing('ModelPackage', String(ModelPackageName));
    world.resources.remove(packageType, String(ModelPackageName));
    return {};
  },
};

const modelType = 'AWS::SageMaker::Model';

const describeModel: Operation = ({ ModelName }, world) => {
  const arn = arnOf(world, `model/${ModelName}`);
  const model = present(world, modelType).find((each) => nameOf(each, 'ModelName') === ModelName);
  if (model === undefined) throw missing('model', arn);
  const { ExecutionRoleArn, PrimaryContainer, Containers } = model.properties;
  return {
    ...{ ModelName, ModelArn: arn, CreationTime: new Date(model.createdMs) },
    ...(ExecutionRoleArn === undefined ? {} : { ExecutionRoleArn }),
    ...(PrimaryContainer === undefined ? {} : { PrimaryContainer }),
    ...(Containers === undefined ? {} : { Containers }),
  };
};

export const servingOperations: Readonly<Record<string, Operation>> = {
  ...endpointOperations,
  ...packages,
  DescribeModel: describeModel,
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
