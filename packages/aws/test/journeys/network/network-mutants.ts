import type { EvaluatedResource, EvaluatedStack, Value, ValueMap } from '@atelier/cloudformation';

/** The templates with one thing of the network taken away, and what it was. */
export interface NetworkMutant {
  readonly told: string;
  readonly draft: readonly EvaluatedStack[];
}

const whole =
  /^AWS::(EC2::(Route|SubnetRouteTableAssociation|SecurityGroup(In|E)gress|VPCEndpoint|NatGateway|InternetGateway|VPCGatewayAttachment)|Route53Resolver::FirewallRuleGroupAssociation)$/;

/** Properties that hold lists of which each item is taken away by itself. */
const lists: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::SecurityGroup': ['SecurityGroupIngress', 'SecurityGroupEgress'],
  'AWS::EC2::VPCEndpoint': ['SubnetIds', 'SecurityGroupIds', 'RouteTableIds'],
  'AWS::Route53Resolver::FirewallRuleGroup': ['FirewallRules'],
  'AWS::Route53Resolver::FirewallDomainList': ['Domains'],
  'AWS::RedshiftServerless::Workgroup': ['SecurityGroupIds'],
};

/** Switches that are turned off. */
const switches: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': ['EnableDnsSupport', 'EnableDnsHostnames'],
  'AWS::EC2::VPCEndpoint': ['PrivateDnsEnabled'],
};

/** Each route, rule, private name and endpoint of templates taken away, one by one. */
export function* networkMutants(stacks: readonly EvaluatedStack[]): Generator<NetworkMutant> {
  for (const [index, { resources }] of stacks.entries())
    for (const [at, resource] of resources.entries()) {
      const put = (told: string, ...changed: readonly EvaluatedResource[]): NetworkMutant => ({
        told: `${resource.type} ${resource.logicalId}${told}`,
        draft: stacks.with(index, {
          ...(stacks[index] as EvaluatedStack),
          resources: resources.toSpliced(at, 1, ...changed),
        }),
      });
      if (whole.test(resource.type)) yield put('');
      for (const properties of changesOf(resource))
        yield put(` ${properties.told}`, { ...resource, properties: properties.left });
    }
}

function* changesOf({
  type,
  properties,
}: EvaluatedResource): Generator<{ readonly told: string; readonly left: ValueMap }> {
  for (const key of lists[type] ?? []) {
    const items = [properties[key] ?? []].flat() as readonly Value[];
    for (const at of items.keys())
      yield { told: `${key}[${at}]`, left: { ...properties, [key]: items.toSpliced(at, 1) } };
  }
  for (const key of switches[type] ?? [])
    if (properties[key] !== undefined) yield { told: key, left: { ...properties, [key]: false } };
}
