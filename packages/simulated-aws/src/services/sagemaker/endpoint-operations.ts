import { releaseInterfaces } from '../../kinds/network/network-interfaces.ts';
import type { Members, Operation } from '../../service/service.ts';
import { isMap } from '../../stacks/template.ts';
import { leave, present } from '../../world/leaving.ts';
import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { arnOf, missing, nameOf, theIdle, theOne, times } from './described.ts';

const endpointType = 'AWS::SageMaker::Endpoint';
const configType = 'AWS::SageMaker::EndpointConfig';
/** Assumed. */
const deletionMinutes = 2;

const endpointArn = (world: World, name: unknown) => arnOf(world, `endpoint/${name}`);

const isMeant = (input: Members) => (resource: StoredResource) =>
  nameOf(resource, 'EndpointName') === input.EndpointName;

const summary = (resource: StoredResource, world: World): Members => ({
  EndpointName: nameOf(resource, 'EndpointName'),
  EndpointArn: endpointArn(world, nameOf(resource, 'EndpointName')),
  EndpointStatus: resource.status ?? 'InService',
  ...times(resource),
});

/** Endpoints, and what each of them runs on. */
export const endpointOperations: Readonly<Record<string, Operation>> = {
  ListEndpoints: (input, world) => {
    const part = String(input.NameContains ?? '');
    const found = present(world, endpointType).filter((each) => nameOf(each, 'EndpointName').includes(part));
    return { Endpoints: found.map((each) => summary(each, world)) };
  },
  DescribeEndpoint: (input, world) => {
    if (!present(world, endpointType).some(isMeant(input)))
      throw missing('endpoint', endpointArn(world, input.EndpointName));
    const endpoint = theOne(world, endpointType, isMeant(input), input.EndpointName);
    const EndpointConfigName = nameOf(endpoint, 'EndpointConfigName');
    const config = configNamed(world, EndpointConfigName);
    return {
      ...summary(endpoint, world),
      EndpointConfigName,
      ProductionVariants: config === undefined ? [] : variantsOf(config).map(running),
    };
  },
  DescribeEndpointConfig: ({ EndpointConfigName: name }, world) => {
    const config = configNamed(world, name);
    const EndpointConfigArn = arnOf(world, `endpoint-config/${name}`);
    if (config === undefined) throw missing('endpoint configuration', EndpointConfigArn);
    return {
      EndpointConfigName: name,
      EndpointConfigArn,
      ProductionVariants: variantsOf(config),
      CreationTime: new Date(config.createdMs),
    };
  },
  DeleteEndpoint: (input, world) => {
    if (!present(world, endpointType).some(isMeant(input)))
      throw missing('endpoint', endpointArn(world, input.EndpointName));
    const endpoint = theIdle(world, endpointType, isMeant(input), input.EndpointName);
    leave(world, endpoint, deletionMinutes, 'Deleting');
    releaseInterfaces(world, endpoint);
    return {};
  },
};

function configNamed(world: World, name: unknown): StoredResource | undefined {
  return present(world, configType).find((each) => nameOf(each, 'EndpointConfigName') === name);
}

function variantsOf({ properties: { ProductionVariants: variants } }: StoredResource): readonly JsonMap[] {
  return Array.isArray(variants) ? variants.filter(isMap) : [];
}

/** A variant without instances of its own, which answers when it is called, has no count. */
function running({ VariantName, InitialInstanceCount: count }: JsonMap): Members {
  return { VariantName, ...(count === undefined ? {} : { CurrentInstanceCount: count, DesiredInstanceCount: count }) };
}
