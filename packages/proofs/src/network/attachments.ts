import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { listAt } from '../at.ts';
import type { Resources } from '../resources.ts';
import type { NetworkModel, Subnet } from './network.ts';

/** Where work runs, or data is served: a resource with network interfaces in subnets. */
export interface NetworkAttachment {
  readonly resource: EvaluatedResource;
  /** Path of the subnets. */
  readonly path: string;
  readonly subnets: readonly Subnet[];
  /** Values that name no subnet of the templates. */
  readonly unseen: readonly Value[];
  readonly groups: readonly EvaluatedResource[];
  /** Values that name no security group of the templates. */
  readonly unseenGroups: readonly Value[];
  /** It calls AWS by itself, and so needs endpoints. */
  readonly calls: boolean;
}

interface Attachment {
  readonly subnets: string;
  readonly groups: readonly string[];
  readonly calls: boolean;
}

function computing(subnets: string, ...groups: readonly string[]): Attachment {
  return { subnets, groups, calls: true };
}

function serving(subnets: string, ...groups: readonly string[]): Attachment {
  return { subnets, groups, calls: false };
}

const jobNetwork = computing('NetworkConfig.VpcConfig.Subnets', 'NetworkConfig.VpcConfig.SecurityGroupIds');

/** In which properties each type says where it is. */
export const attachments: Readonly<Record<string, Attachment>> = {
  'AWS::SageMaker::Domain': computing(
    'SubnetIds',
    'DefaultUserSettings.SecurityGroups',
    'DefaultSpaceSettings.SecurityGroups',
  ),
  'AWS::SageMaker::NotebookInstance': computing('SubnetId', 'SecurityGroupIds'),
  'AWS::SageMaker::Model': computing('VpcConfig.Subnets', 'VpcConfig.SecurityGroupIds'),
  'AWS::SageMaker::EndpointConfig': computing('VpcConfig.Subnets', 'VpcConfig.SecurityGroupIds'),
  'AWS::SageMaker::Cluster': computing('VpcConfig.Subnets', 'VpcConfig.SecurityGroupIds'),
  'AWS::SageMaker::ProcessingJob': jobNetwork,
  'AWS::SageMaker::DataQualityJobDefinition': jobNetwork,
  'AWS::SageMaker::ModelQualityJobDefinition': jobNetwork,
  'AWS::SageMaker::ModelBiasJobDefinition': jobNetwork,
  'AWS::SageMaker::ModelExplainabilityJobDefinition': jobNetwork,
  'AWS::Lambda::Function': computing('VpcConfig.SubnetIds', 'VpcConfig.SecurityGroupIds'),
  'AWS::CodeBuild::Project': computing('VpcConfig.Subnets', 'VpcConfig.SecurityGroupIds'),
  'AWS::EMRServerless::Application': computing(
    'NetworkConfiguration.SubnetIds',
    'NetworkConfiguration.SecurityGroupIds',
  ),
  'AWS::EMR::Cluster': computing(
    'Instances.Ec2SubnetId',
    'Instances.EmrManagedMasterSecurityGroup',
    'Instances.EmrManagedSlaveSecurityGroup',
    'Instances.ServiceAccessSecurityGroup',
  ),
  'AWS::Glue::Connection': computing(
    'ConnectionInput.PhysicalConnectionRequirements.SubnetId',
    'ConnectionInput.PhysicalConnectionRequirements.SecurityGroupIdList',
  ),
  'AWS::ECS::Service': computing(
    'NetworkConfiguration.AwsvpcConfiguration.Subnets',
    'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
  ),
  'AWS::EKS::Cluster': computing('ResourcesVpcConfig.SubnetIds', 'ResourcesVpcConfig.SecurityGroupIds'),
  'AWS::MWAA::Environment': computing('NetworkConfiguration.SubnetIds', 'NetworkConfiguration.SecurityGroupIds'),
  'AWS::EC2::Instance': computing('SubnetId', 'SecurityGroupIds'),
  'AWS::AutoScaling::AutoScalingGroup': computing('VPCZoneIdentifier'),
  'AWS::RedshiftServerless::Workgroup': serving('SubnetIds', 'SecurityGroupIds'),
  'AWS::Redshift::ClusterSubnetGroup': serving('SubnetIds'),
  'AWS::RDS::DBSubnetGroup': serving('SubnetIds'),
  'AWS::EFS::MountTarget': serving('SubnetId', 'SecurityGroups'),
  'AWS::OpenSearchService::Domain': serving('VPCOptions.SubnetIds', 'VPCOptions.SecurityGroupIds'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': serving('Subnets', 'SecurityGroups'),
  'AWS::ElasticLoadBalancing::LoadBalancer': serving('Subnets', 'SecurityGroups'),
};

export function findAttachments(resources: Resources, network: NetworkModel): NetworkAttachment[] {
  return Object.entries(attachments).flatMap(([type, attachment]) =>
    resources.ofType(type).flatMap((resource) => placeOf(resource, attachment, resources, network) ?? []),
  );
}

/** Null: the resource is in no network at all. */
function placeOf(
  resource: EvaluatedResource,
  { subnets: path, groups, calls }: Attachment,
  resources: Resources,
  network: NetworkModel,
): NetworkAttachment | null {
  const { properties } = resource;
  const values = [
    ...listAt(properties, path),
    ...(path === 'Instances.Ec2SubnetId' ? listAt(properties, `${path}s`) : []),
  ];
  if (values.length === 0) return null;
  const named = groups.flatMap((group) => listAt(properties, group));
  const isSeen = (value: Value) => resources.find(value)?.type === 'AWS::EC2::SecurityGroup';
  return {
    resource,
    path: `Properties.${path}`,
    subnets: values.flatMap((value) => network.subnetOf(value) ?? []),
    unseen: values.filter((value) => network.subnetOf(value) === undefined),
    groups: named.flatMap((value) => resources.find(value) ?? []),
    unseenGroups: named.filter((value) => !isSeen(value)),
    calls,
  };
}
