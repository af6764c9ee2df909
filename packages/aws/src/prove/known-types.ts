/** Types that usual templates have, so that the whole list of CloudFormation (half a second) is read for others only. */
const usual: readonly (readonly [string, string])[] = [
  ['ApiGateway', 'Account Deployment Method Resource RestApi Stage'],
  ['Budgets', 'Budget'],
  ['CDK', 'Metadata'],
  ['CloudFormation', 'CustomResource Stack WaitCondition WaitConditionHandle'],
  ['CloudWatch', 'Alarm Dashboard'],
  ['CodeArtifact', 'Domain PackageGroup Repository'],
  ['CodeCommit', 'Repository'],
  ['DynamoDB', 'Table'],
  [
    'EC2',
    'EIP FlowLog Instance InternetGateway NatGateway Route RouteTable SecurityGroup SecurityGroupEgress ' +
      'SecurityGroupIngress Subnet SubnetRouteTableAssociation VPC VPCEndpoint VPCGatewayAttachment',
  ],
  ['ECR', 'Repository'],
  ['EFS', 'AccessPoint FileSystem MountTarget'],
  ['EMRServerless', 'Application'],
  ['Events', 'Rule'],
  ['IAM', 'Group InstanceProfile ManagedPolicy Policy Role RolePolicy User'],
  ['KMS', 'Alias Key'],
  ['Lambda', 'EventSourceMapping Function LayerVersion Permission Url Version'],
  ['Logs', 'LogGroup ResourcePolicy'],
  ['RedshiftServerless', 'Namespace Workgroup'],
  ['Route53Resolver', 'FirewallDomainList FirewallRuleGroup FirewallRuleGroupAssociation'],
  ['S3', 'Bucket BucketPolicy'],
  [
    'SageMaker',
    'App AppImageConfig Domain Endpoint EndpointConfig Image ImageVersion MlflowApp MlflowTrackingServer Model ' +
      'ModelPackageGroup NotebookInstance Project Space StudioLifecycleConfig UserProfile',
  ],
  ['SecretsManager', 'Secret'],
  ['SNS', 'Subscription Topic TopicPolicy'],
  ['SQS', 'Queue QueuePolicy'],
  ['SSM', 'Parameter'],
  ['StepFunctions', 'StateMachine'],
];

const usualTypes = new Set(
  usual.flatMap(([service, names]) => names.split(' ').map((name) => `AWS::${service}::${name}`)),
);

/** Written by people and replaced by a macro before CloudFormation makes anything. */
const byMacro = 'AWS::Serverless::';

/** Those of the given types that CloudFormation does not have; the author's own custom resources count as known. */
export async function unknownTypesAmong(types: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const unusual = [...types].filter((type) => !usualTypes.has(type) && !type.startsWith('Custom::'));
  if (unusual.length === 0) return new Set();
  const { resourceSchema } = await import('@atelier/cloudformation/resource-schema');
  return new Set(unusual.filter((type) => type.startsWith(byMacro) || resourceSchema(type) === null));
}
