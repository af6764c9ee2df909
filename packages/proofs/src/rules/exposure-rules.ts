import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { at, isFalseAt, isTrueAt, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { Rule, Violation } from '../rule.ts';

/** A property of a type that must not be as the test finds it. */
interface Exposure {
  readonly type: string;
  readonly path: string;
  readonly isOpen: (resource: EvaluatedResource) => boolean;
  readonly fix: string;
}

function isOn(type: string, path: string): Exposure {
  return { type, path, isOpen: ({ properties }) => isTrueAt(properties, path), fix: `Set ${path} to false.` };
}

/** AWS makes it public unless told otherwise. */
function isNotOff(type: string, path: string): Exposure {
  return { type, path, isOpen: ({ properties }) => !isFalseAt(properties, path), fix: `Set ${path} to false.` };
}

function isThere(type: string, path: string): Exposure {
  return { type, path, isOpen: () => true, fix: 'Remove it.' };
}

function anyOn(type: string, list: string, path: string): Exposure {
  const isOpen = ({ properties }: EvaluatedResource) =>
    listAt(properties, list).some((item: Value) => isTrueAt(item, path));
  return { type, path: list, isOpen, fix: `Set ${path} to false.` };
}

const launchInterfaces = 'LaunchTemplateData.NetworkInterfaces';

const addresses: readonly Exposure[] = [
  isOn('AWS::EC2::Subnet', 'MapPublicIpOnLaunch'),
  isThere('AWS::EC2::EIP', 'Domain'),
  isThere('AWS::EC2::EIPAssociation', 'AllocationId'),
  anyOn('AWS::EC2::Instance', 'NetworkInterfaces', 'AssociatePublicIpAddress'),
  anyOn('AWS::EC2::LaunchTemplate', launchInterfaces, 'AssociatePublicIpAddress'),
  isOn('AWS::AutoScaling::LaunchConfiguration', 'AssociatePublicIpAddress'),
  {
    type: 'AWS::ECS::Service',
    path: 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
    isOpen: ({ properties }) =>
      textAt(properties, 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp') === 'ENABLED',
    fix: 'Set AssignPublicIp to DISABLED.',
  },
];

function facesInternet(type: string): Exposure {
  const isOpen = ({ properties }: EvaluatedResource) =>
    textAt(properties, 'Scheme') !== 'internal' && textAt(properties, 'Type') !== 'gateway';
  return { type, path: 'Scheme', isOpen, fix: 'Set Scheme to internal.' };
}

const servers: readonly Exposure[] = [
  isOn('AWS::RedshiftServerless::Workgroup', 'PubliclyAccessible'),
  isOn('AWS::Redshift::Cluster', 'PubliclyAccessible'),
  isOn('AWS::RDS::DBInstance', 'PubliclyAccessible'),
  isOn('AWS::RDS::DBCluster', 'PubliclyAccessible'),
  isNotOff('AWS::DMS::ReplicationInstance', 'PubliclyAccessible'),
  isNotOff('AWS::EKS::Cluster', 'ResourcesVpcConfig.EndpointPublicAccess'),
  facesInternet('AWS::ElasticLoadBalancingV2::LoadBalancer'),
  facesInternet('AWS::ElasticLoadBalancing::LoadBalancer'),
];

const calls: readonly Exposure[] = [
  {
    type: 'AWS::ApiGateway::Method',
    path: 'AuthorizationType',
    isOpen: ({ properties }) =>
      textAt(properties, 'HttpMethod') !== 'OPTIONS' &&
      (textAt(properties, 'AuthorizationType') ?? 'NONE') === 'NONE' &&
      !isTrueAt(properties, 'ApiKeyRequired'),
    fix: 'Set AuthorizationType to AWS_IAM, or name an authorizer.',
  },
  openUnless('AWS::ApiGatewayV2::Route', 'AuthorizationType'),
  openUnless('AWS::Lambda::Url', 'AuthType'),
];

function openUnless(type: string, path: string): Exposure {
  const isOpen = ({ properties }: EvaluatedResource) => (textAt(properties, path) ?? 'NONE') === 'NONE';
  return { type, path, isOpen, fix: `Set ${path} to AWS_IAM.` };
}

function holesOf(exposures: readonly Exposure[], says: (resource: EvaluatedResource) => string) {
  return (model: Model): Violation[] =>
    exposures.flatMap(({ type, path, isOpen, fix }) =>
      model
        .ofType(type)
        .filter(isOpen)
        .map((resource) => {
          const value = at(resource.properties, path);
          const given = value === undefined ? 'not given' : JSON.stringify(value);
          return { at: resource, path: `Properties.${path}`, message: `${says(resource)} (${path} is ${given}).`, fix };
        }),
    );
}

export const exposureRules: readonly Rule[] = [
  {
    id: 'public-address',
    proves: 'Nothing has or gets an address on the internet.',
    beyond: '',
    violations: holesOf(addresses, ({ logicalId }) => `${logicalId} has or gives out addresses on the internet`),
  },
  {
    id: 'public-server',
    proves: 'No database, cluster or load balancer can be reached from the internet.',
    beyond: '',
    violations: holesOf(servers, ({ logicalId }) => `${logicalId} can be reached from the internet`),
  },
  {
    id: 'unauthenticated-api',
    proves: 'Every API and function address asks who is calling.',
    beyond: 'What an authorizer of your own answers.',
    violations: holesOf(calls, ({ logicalId }) => `Whoever has the link can call ${logicalId}`),
  },
];
