import { serviceOf } from '@atelier/aws-regions';
import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { listAt, textAt } from '../at.ts';
import type { Resources } from '../resources.ts';

export interface Subnet {
  readonly resource: EvaluatedResource;
  readonly vpc: EvaluatedResource | undefined;
  /** Name or id of its zone; undefined: AWS chooses. */
  readonly zone: string | undefined;
  readonly tables: readonly EvaluatedResource[];
}

export interface Endpoint {
  readonly resource: EvaluatedResource;
  readonly vpc: EvaluatedResource | undefined;
  /** Such as `sts` or `sagemaker.api`. */
  readonly service: string;
  readonly isGateway: boolean;
  readonly subnets: readonly Subnet[];
  readonly groups: readonly EvaluatedResource[];
}

/** Subnets, their route tables, the routes and the endpoints, joined. */
export interface NetworkModel {
  readonly subnets: readonly Subnet[];
  readonly endpoints: readonly Endpoint[];
  subnetOf(value: Value | undefined): Subnet | undefined;
  /** The routes of a table; without a table those whose table is not in the templates. */
  routesOf(table: EvaluatedResource | undefined): readonly EvaluatedResource[];
}

export function buildNetwork(resources: Resources): NetworkModel {
  const tables = new Map<EvaluatedResource, EvaluatedResource[]>();
  for (const { properties } of resources.ofType('AWS::EC2::SubnetRouteTableAssociation')) {
    const [subnet, table] = [resources.find(properties.SubnetId), resources.find(properties.RouteTableId)];
    if (subnet && table) tables.set(subnet, [...(tables.get(subnet) ?? []), table]);
  }
  const subnets = resources.ofType('AWS::EC2::Subnet').map((resource) => ({
    resource,
    vpc: resources.find(resource.properties.VpcId),
    zone: textAt(resource.properties, 'AvailabilityZone') ?? textAt(resource.properties, 'AvailabilityZoneId'),
    tables: tables.get(resource) ?? [],
  }));
  const bySubnet = new Map(subnets.map((subnet) => [subnet.resource, subnet]));
  const subnetOf = (value: Value | undefined) => {
    const resource = resources.find(value);
    return resource && bySubnet.get(resource);
  };
  const routes = Map.groupBy(resources.ofType('AWS::EC2::Route'), ({ properties }) => {
    const table = resources.find(properties.RouteTableId);
    return table?.type === 'AWS::EC2::RouteTable' ? table : undefined;
  });
  return {
    subnets,
    subnetOf,
    endpoints: resources.ofType('AWS::EC2::VPCEndpoint').map((one) => endpointOf(one, resources, subnetOf)),
    routesOf: (table) => routes.get(table) ?? [],
  };
}

function endpointOf(
  resource: EvaluatedResource,
  resources: Resources,
  subnetOf: (value: Value) => Subnet | undefined,
): Endpoint {
  const { properties } = resource;
  const type = textAt(properties, 'VpcEndpointType') ?? 'Gateway';
  const name = textAt(properties, 'ServiceName') ?? '';
  return {
    resource,
    vpc: resources.find(properties.VpcId),
    service: serviceOf(name) ?? name,
    isGateway: type === 'Gateway',
    subnets: listAt(properties, 'SubnetIds').flatMap((value) => subnetOf(value) ?? []),
    groups: listAt(properties, 'SecurityGroupIds').flatMap((value) => resources.find(value) ?? []),
  };
}
