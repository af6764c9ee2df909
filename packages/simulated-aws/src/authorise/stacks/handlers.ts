/** Rights that CloudFormation needs for resources of a type, as far as its resource schemas say them (`handlers`, August 2026). */
export interface Handler {
  /** ARN without partition; names in braces are properties, attributes or `id`, and `*` before they are known. */
  readonly on: string;
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly remove: readonly string[];
  /** By which the tags are given, where that is a right of its own. */
  readonly tag: readonly string[];
}

type Verbs = { readonly create: string; readonly update?: string; readonly remove?: string; readonly tag?: string };

function handler(service: string, on: string, { create, update = '', remove = '', tag = '' }: Verbs): Handler {
  const actions = (names: string) =>
    names.split(' ').flatMap((name) => (name === '' ? [] : name.includes(':') ? name : `${service}:${name}`));
  return { on, create: actions(create), update: actions(update), remove: actions(remove), tag: actions(tag) };
}

const here = '{Region}:{Account}';

function network(kind: string, create: string, remove: string, update?: string): Handler {
  return handler('ec2', `ec2:${here}:${kind}/{id}`, { create, remove, update, tag: 'CreateTags' } as Verbs);
}

function studio(on: string, name: string): Handler {
  const verbs = { create: `Create${name}`, update: `Update${name}`, remove: `Delete${name}`, tag: 'AddTags' };
  return handler('sagemaker', `sagemaker:${here}:${on}`, verbs);
}

function names(kind: string, create: string, update: string, remove: string): Handler {
  return handler('route53resolver', `route53resolver:${here}:${kind}/{Id}`, {
    create,
    update,
    remove,
    tag: 'TagResource',
  });
}

/** By type; of one without a line nothing is known, and no stack that holds it passes. */
export const handlers: Readonly<Record<string, Handler>> = {
  'AWS::Budgets::Budget': handler('budgets', 'budgets::{Account}:budget/{Budget.BudgetName}', {
    create: 'ModifyBudget',
    update: 'ModifyBudget',
    remove: 'ModifyBudget',
  }),
  'AWS::CloudFormation::CustomResource': handler('lambda', '{ServiceToken}', {
    create: 'InvokeFunction',
    update: 'InvokeFunction',
    remove: 'InvokeFunction',
  }),
  'AWS::CodeArtifact::Domain': handler('codeartifact', `codeartifact:${here}:domain/{DomainName}`, {
    create: 'CreateDomain',
    update: 'PutDomainPermissionsPolicy',
    remove: 'DeleteDomain',
    tag: 'TagResource',
  }),
  'AWS::CodeArtifact::PackageGroup': handler('codeartifact', `codeartifact:${here}:package-group/{DomainName}/*`, {
    create: 'CreatePackageGroup',
    update: 'UpdatePackageGroup',
    remove: 'DeletePackageGroup',
    tag: 'TagResource',
  }),
  'AWS::CodeArtifact::Repository': handler(
    'codeartifact',
    `codeartifact:${here}:repository/{DomainName}/{RepositoryName}`,
    {
      create: 'CreateRepository',
      update: 'UpdateRepository',
      remove: 'DeleteRepository',
      tag: 'TagResource',
    },
  ),
  'AWS::CodeCommit::Repository': handler('codecommit', `codecommit:${here}:{RepositoryName}`, {
    create: 'CreateRepository',
    update: 'UpdateRepositoryDescription',
    remove: 'DeleteRepository',
    tag: 'TagResource',
  }),
  'AWS::EC2::EIP': network('elastic-ip', 'AllocateAddress', 'ReleaseAddress'),
  'AWS::EC2::FlowLog': network('vpc-flow-log', 'CreateFlowLogs', 'DeleteFlowLogs'),
  'AWS::EC2::InternetGateway': network('internet-gateway', 'CreateInternetGateway', 'DeleteInternetGateway'),
  'AWS::EC2::NatGateway': network('natgateway', 'CreateNatGateway', 'DeleteNatGateway'),
  'AWS::EC2::Route': handler('ec2', `ec2:${here}:route-table/{RouteTableId}`, {
    create: 'CreateRoute',
    update: 'ReplaceRoute',
    remove: 'DeleteRoute',
  }),
  'AWS::EC2::RouteTable': network('route-table', 'CreateRouteTable', 'DeleteRouteTable'),
  'AWS::EC2::SecurityGroup': network(
    'security-group',
    'CreateSecurityGroup',
    'DeleteSecurityGroup',
    'AuthorizeSecurityGroupEgress',
  ),
  'AWS::EC2::SecurityGroupEgress': handler('ec2', `ec2:${here}:security-group/{GroupId}`, {
    create: 'AuthorizeSecurityGroupEgress',
    update: 'UpdateSecurityGroupRuleDescriptionsEgress',
    remove: 'RevokeSecurityGroupEgress',
  }),
  'AWS::EC2::SecurityGroupIngress': handler('ec2', `ec2:${here}:security-group/{GroupId}`, {
    create: 'AuthorizeSecurityGroupIngress',
    update: 'UpdateSecurityGroupRuleDescriptionsIngress',
    remove: 'RevokeSecurityGroupIngress',
  }),
  'AWS::EC2::Subnet': network('subnet', 'CreateSubnet', 'DeleteSubnet', 'ModifySubnetAttribute'),
  'AWS::EC2::SubnetRouteTableAssociation': handler('ec2', `ec2:${here}:route-table/{RouteTableId}`, {
    create: 'AssociateRouteTable',
    update: 'ReplaceRouteTableAssociation',
    remove: 'DisassociateRouteTable',
  }),
  'AWS::EC2::VPC': network('vpc', 'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute'),
  'AWS::EC2::VPCEndpoint': network('vpc-endpoint', 'CreateVpcEndpoint', 'DeleteVpcEndpoints', 'ModifyVpcEndpoint'),
  'AWS::EC2::VPCGatewayAttachment': handler('ec2', `ec2:${here}:internet-gateway/{InternetGatewayId}`, {
    create: 'AttachInternetGateway',
    remove: 'DetachInternetGateway',
  }),
  'AWS::EMRServerless::Application': handler('emr-serverless', `emr-serverless:${here}:/applications/{id}`, {
    create: 'CreateApplication',
    update: 'UpdateApplication',
    remove: 'DeleteApplication',
    tag: 'TagResource',
  }),
  'AWS::IAM::ManagedPolicy': handler('iam', 'iam::{Account}:policy{Path}{ManagedPolicyName}', {
    create: 'CreatePolicy',
    update: 'CreatePolicyVersion',
    remove: 'DeletePolicy',
  }),
  'AWS::IAM::Policy': handler('iam', 'iam::{Account}:role/{Roles}', {
    create: 'PutRolePolicy',
    update: 'PutRolePolicy',
    remove: 'DeleteRolePolicy',
  }),
  'AWS::IAM::Role': handler('iam', 'iam::{Account}:role{Path}{RoleName}', {
    create: 'CreateRole',
    update: 'PutRolePolicy',
    remove: 'DeleteRole',
    tag: 'TagRole',
  }),
  'AWS::ECR::Repository': handler('ecr', `ecr:${here}:repository/{RepositoryName}`, {
    create: 'CreateRepository',
    update: 'SetRepositoryPolicy',
    remove: 'DeleteRepository',
    tag: 'TagResource',
  }),
  'AWS::KMS::Alias': handler('kms', `kms:${here}:{AliasName}`, {
    create: 'CreateAlias',
    update: 'UpdateAlias',
    remove: 'DeleteAlias',
  }),
  'AWS::KMS::Key': handler('kms', `kms:${here}:key/{id}`, {
    create: 'CreateKey',
    update: 'PutKeyPolicy',
    remove: 'ScheduleKeyDeletion',
    tag: 'TagResource',
  }),
  'AWS::Lambda::Function': handler('lambda', `lambda:${here}:function:{FunctionName}`, {
    create: 'CreateFunction',
    update: 'UpdateFunctionConfiguration UpdateFunctionCode',
    remove: 'DeleteFunction',
    tag: 'TagResource',
  }),
  'AWS::Logs::LogGroup': handler('logs', `logs:${here}:log-group:{LogGroupName}`, {
    create: 'CreateLogGroup PutRetentionPolicy',
    update: 'PutRetentionPolicy',
    remove: 'DeleteLogGroup',
    tag: 'TagResource',
  }),
  'AWS::RedshiftServerless::Namespace': handler(
    'redshift-serverless',
    `redshift-serverless:${here}:namespace/{NamespaceId}`,
    {
      create: 'CreateNamespace',
      update: 'UpdateNamespace',
      remove: 'DeleteNamespace',
      tag: 'TagResource',
    },
  ),
  'AWS::RedshiftServerless::Workgroup': handler(
    'redshift-serverless',
    `redshift-serverless:${here}:workgroup/{WorkgroupId}`,
    {
      create: 'CreateWorkgroup',
      update: 'UpdateWorkgroup',
      remove: 'DeleteWorkgroup',
      tag: 'TagResource',
    },
  ),
  'AWS::Route53Resolver::FirewallDomainList': names(
    ...([
      'firewall-domain-list',
      'CreateFirewallDomainList',
      'UpdateFirewallDomains',
      'DeleteFirewallDomainList',
    ] as const),
  ),
  'AWS::Route53Resolver::FirewallRuleGroup': names(
    ...(['firewall-rule-group', 'CreateFirewallRuleGroup', 'UpdateFirewallRule', 'DeleteFirewallRuleGroup'] as const),
  ),
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': names(
    ...(['firewall-rule-group-association', 'AssociateFirewallRuleGroup'] as const),
    ...(['UpdateFirewallRuleGroupAssociation', 'DisassociateFirewallRuleGroup'] as const),
  ),
  'AWS::S3::Bucket': handler('s3', 's3:::{BucketName}', {
    create: 'CreateBucket PutEncryptionConfiguration PutBucketPublicAccessBlock',
    update: 'PutLifecycleConfiguration',
    remove: 'DeleteBucket',
    tag: 'PutBucketTagging',
  }),
  'AWS::S3::BucketPolicy': handler('s3', 's3:::{Bucket}', {
    create: 'PutBucketPolicy',
    update: 'PutBucketPolicy',
    remove: 'DeleteBucketPolicy',
  }),
  'AWS::SNS::Subscription': handler('sns', '{TopicArn}', {
    create: 'Subscribe',
    update: 'SetSubscriptionAttributes',
    remove: 'Unsubscribe',
  }),
  'AWS::SNS::Topic': handler('sns', `sns:${here}:{TopicName}`, {
    create: 'CreateTopic',
    update: 'SetTopicAttributes',
    remove: 'DeleteTopic',
    tag: 'TagResource',
  }),
  'AWS::SNS::TopicPolicy': handler('sns', '{Topics}', {
    create: 'SetTopicAttributes',
    update: 'SetTopicAttributes',
    remove: 'SetTopicAttributes',
  }),
  'AWS::SSM::Parameter': handler('ssm', `ssm:${here}:parameter{Name}`, {
    create: 'PutParameter',
    update: 'PutParameter',
    remove: 'DeleteParameter',
    tag: 'AddTagsToResource',
  }),
  'AWS::Scheduler::Schedule': handler('scheduler', `scheduler:${here}:schedule/default/{Name}`, {
    create: 'CreateSchedule',
    update: 'UpdateSchedule',
    remove: 'DeleteSchedule',
  }),
  'AWS::SageMaker::Domain': studio('domain/{DomainId}', 'Domain'),
  'AWS::SageMaker::MlflowApp': studio('mlflow-app/{id}', 'MlflowApp'),
  'AWS::SageMaker::MlflowTrackingServer': studio('mlflow-tracking-server/{TrackingServerName}', 'MlflowTrackingServer'),
  // Nothing of a group is changed but its tags.
  'AWS::SageMaker::ModelPackageGroup': {
    ...studio('model-package-group/{ModelPackageGroupName}', 'ModelPackageGroup'),
    update: ['sagemaker:AddTags'],
  },
  'AWS::SageMaker::Space': studio('space/{DomainId}/{SpaceName}', 'Space'),
  'AWS::SageMaker::StudioLifecycleConfig': studio(
    'studio-lifecycle-config/{StudioLifecycleConfigName}',
    'StudioLifecycleConfig',
  ),
  'AWS::SageMaker::UserProfile': studio('user-profile/{DomainId}/{UserProfileName}', 'UserProfile'),
  'AWS::ServiceCatalog::PortfolioPrincipalAssociation': handler(
    'servicecatalog',
    `catalog:${here}:portfolio/{PortfolioId}`,
    {
      create: 'AssociatePrincipalWithPortfolio',
      remove: 'DisassociatePrincipalFromPortfolio',
    },
  ),
};
