import type { EvaluatedResource, EvaluatedStack, Value, ValueMap } from '@atelier/cloudformation';
import { besides } from './besides.ts';
import { bucketChanges } from './bucket-changes.ts';
import { admin, anywhere, type Change, foreign, foreignKey, off, type Path } from './change.ts';
import { changedAt, type Loosening, nameOf, withoutResource, withProperties, withResource } from './loosening.ts';

/** Everything but statements, loosened one at a time: networks, stores, Studio, services, and what names whose a thing is. */
export function* loosenedThings(stacks: readonly EvaluatedStack[], workspace: string): Generator<Loosening> {
  const resources = stacks.flatMap((stack) => stack.resources);
  for (const resource of resources) {
    const { type } = resource;
    const name = nameOf(resource, workspace);
    for (const [kind, how, path, value] of changesOf(resource)) {
      const properties = changedAt(resource.properties, path, value);
      yield { kind, told: `${name} ${how}`, type, stacks: withProperties(stacks, resource, properties) };
    }
    if (taken[type] !== undefined || resource.properties.Pattern === '/*')
      yield {
        kind: taken[type] ?? 'list of packages opened',
        told: `${name} removed`,
        type,
        stacks: withoutResource(stacks, resource),
      };
    for (const [kind, how, added, properties] of besides(resource))
      yield {
        kind,
        told: `${how} beside ${name}`,
        type: added,
        stacks: withResource(stacks, resource, added, properties),
      };
  }
}

/** Resources that only ever hold something back. */
const taken: Readonly<Record<string, string>> = {
  'AWS::S3::BucketPolicy': 'policy of a thing removed',
  'AWS::SNS::TopicPolicy': 'policy of a thing removed',
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': 'firewall of names opened',
  'AWS::EC2::FlowLog': 'log switched off',
};

function changesOf(resource: EvaluatedResource): readonly Change[] {
  const { type, properties } = resource;
  const own = changes[type]?.(properties) ?? [];
  const boundary: readonly Change[] =
    type === 'AWS::IAM::Role' && properties.PermissionsBoundary !== undefined
      ? [['boundary detached', 'without its boundary', ['PermissionsBoundary'], undefined]]
      : [];
  return [...own, ...boundary];
}

const opened = (direction: 'Ingress' | 'Egress', path: Path): readonly Change[] =>
  [['CidrIp', anywhere] as const, ['CidrIpv6', '::/0'] as const].map(
    ([key, cidr]): Change => [
      `security group opened (${direction.toLowerCase()})`,
      `${direction} ${cidr}`,
      path,
      { [key]: cidr, IpProtocol: '-1' },
    ],
  );

/** Policies that only ever refuse. */
const refusing = /limits-|-inside$|-signin$/;

const changes: Readonly<Record<string, (properties: ValueMap) => readonly Change[]>> = {
  'AWS::EC2::SecurityGroup': ({ SecurityGroupIngress = [], SecurityGroupEgress = [] }) => [
    ...opened('Ingress', ['SecurityGroupIngress', (SecurityGroupIngress as readonly Value[]).length]),
    ...opened('Egress', ['SecurityGroupEgress', (SecurityGroupEgress as readonly Value[]).length]),
    off('security group opened (egress)', 'without its egress', 'SecurityGroupEgress'),
  ],
  'AWS::EC2::SecurityGroupIngress': (given) => lineOpened('Ingress', given),
  'AWS::EC2::SecurityGroupEgress': (given) => lineOpened('Egress', given),
  'AWS::EC2::Subnet': () => [['public subnet', 'gives out public addresses', ['MapPublicIpOnLaunch'], true]],
  'AWS::EC2::VPCEndpoint': () => [
    off('endpoint policy replaced', 'without a policy', 'PolicyDocument'),
    [
      'endpoint policy replaced',
      'allows everything',
      ['PolicyDocument'],
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] },
    ],
  ],
  'AWS::S3::Bucket': (given) => bucketChanges(given),
  'AWS::KMS::Key': () => [
    off('encryption off', 'never changed', 'EnableKeyRotation'),
    ['encryption off', 'of the caller', ['Origin'], 'EXTERNAL'],
    off('policy of a thing removed', 'with the policy that AWS gives', 'KeyPolicy'),
  ],
  'AWS::Logs::LogGroup': () => [
    off('encryption off', 'without a key', 'KmsKeyId'),
    ['encryption off', 'with a key of others', ['KmsKeyId'], foreignKey],
    off('log kept for ever', 'without an end', 'RetentionInDays'),
  ],
  'AWS::SageMaker::Domain': () => [
    ['Studio opened', 'with the internet', ['AppNetworkAccessType'], 'PublicInternetOnly'],
    off('Studio opened', 'as AWS has it', 'AppNetworkAccessType'),
    off('encryption off', 'without a key', 'KmsKeyId'),
    off('Studio opened', 'without a group for people', 'DefaultUserSettings', 'SecurityGroups'),
    off('Studio opened', 'without a group for spaces', 'DefaultSpaceSettings', 'SecurityGroups'),
    [
      'Studio opened',
      'notebooks are shared',
      ['DefaultUserSettings', 'SharingSettings', 'NotebookOutputOption'],
      'Allowed',
    ],
    [
      'Studio opened',
      'notebooks are shared abroad',
      ['DefaultUserSettings', 'SharingSettings', 'S3OutputPath'],
      `s3://zq7-${foreign}/x`,
    ],
    ['Studio opened', 'Docker from anywhere', ['DomainSettings', 'DockerSettings'], { EnableDockerAccess: 'ENABLED' }],
    ['Studio opened', 'signs in otherwise', ['AuthMode'], 'zq7'],
    ['role of somebody else', 'people work in another role', ['DefaultUserSettings', 'ExecutionRole'], admin],
    ['role of somebody else', 'spaces work in another role', ['DefaultSpaceSettings', 'ExecutionRole'], admin],
  ],
  'AWS::SageMaker::UserProfile': () => [
    [
      'role of somebody else',
      'works in another role',
      ['UserSettings', 'ExecutionRole'],
      'arn:aws:iam::111122223333:role/Admin',
    ],
    [
      'Studio opened',
      'notebooks are shared abroad',
      ['UserSettings', 'SharingSettings', 'S3OutputPath'],
      `s3://zq7-${foreign}/x`,
    ],
    ['Studio opened', 'in a group of others', ['UserSettings', 'SecurityGroups'], ['sg-0123456789abcdef0']],
  ],
  'AWS::SageMaker::Space': () => [
    ['space of somebody else', 'owned by somebody else', ['OwnershipSettings', 'OwnerUserProfileName'], 'zq7'],
    ['space of somebody else', 'is shared', ['SpaceSharingSettings', 'SharingType'], 'Shared'],
    ['space of somebody else', 'is called like another person', ['SpaceName'], 'zq7'],
    ['space of somebody else', 'can be opened from elsewhere', ['SpaceSettings', 'RemoteAccess'], 'ENABLED'],
  ],
  'AWS::RedshiftServerless::Workgroup': () => [
    ['warehouse opened', 'public', ['PubliclyAccessible'], true],
    off('warehouse opened', 'past the network', 'EnhancedVpcRouting'),
    off('warehouse opened', 'without a group', 'SecurityGroupIds'),
    [
      'warehouse opened',
      'in the clear',
      ['ConfigParameters'],
      [{ ParameterKey: 'require_ssl', ParameterValue: 'false' }],
    ],
    ['warehouse opened', 'to another project', ['Tags'], [{ Key: 'atelier:project', Value: 'zq7' }]],
  ],
  'AWS::RedshiftServerless::Namespace': () => [
    off('encryption off', 'without a key', 'KmsKeyId'),
    ['role of somebody else', 'works in another role', ['IamRoles', 0], admin],
    ['role of somebody else', 'works in another role by default', ['DefaultIamRoleArn'], admin],
    ['warehouse opened', 'with a password in the template', ['AdminUserPassword'], 'Hunter2Hunter2'],
  ],
  'AWS::SNS::Topic': () => [off('encryption off', 'without a key', 'KmsMasterKeyId')],
  'AWS::SNS::Subscription': () => [
    ['notices told to others', 'over the internet', ['Protocol'], 'https'],
    ['notices told to others', 'to another account', ['Endpoint'], `arn:aws:sqs:eu-central-1:${foreign}:zq7`],
  ],
  'AWS::CodeArtifact::Domain': () => [off('encryption off', 'without a key', 'EncryptionKey')],
  'AWS::CodeArtifact::Repository': ({ ExternalConnections }) =>
    ExternalConnections === undefined
      ? [['list of packages opened', 'straight from outside', ['ExternalConnections'], ['public:pypi']]]
      : [],
  'AWS::CodeArtifact::PackageGroup': () =>
    ['ExternalUpstream', 'InternalUpstream', 'Publish'].map(
      (origin): Change => [
        'list of packages opened',
        `${origin} for all`,
        ['OriginConfiguration', 'Restrictions', origin],
        { RestrictionMode: 'ALLOW' },
      ],
    ),
  'AWS::CodeCommit::Repository': () => [off('encryption off', 'without a key', 'KmsKeyId')],
  'AWS::SageMaker::MlflowTrackingServer': () => [
    ['tracking opened', 'keeps runs with others', ['ArtifactStoreUri'], `s3://zq7-${foreign}/x`],
    ['role of somebody else', 'works in another role', ['RoleArn'], admin],
  ],
  'AWS::Scheduler::Schedule': () => [
    [
      'schedule of something else',
      'calls something else',
      ['Target', 'Arn'],
      'arn:aws:scheduler:::aws-sdk:iam:createUser',
    ],
    ['role of somebody else', 'works in another role', ['Target', 'RoleArn'], admin],
  ],
  'AWS::Route53Resolver::FirewallRuleGroup': ({ FirewallRules = [] }) =>
    (FirewallRules as readonly ValueMap[]).flatMap(({ Action }, index): readonly Change[] =>
      Action === 'BLOCK'
        ? [['firewall of names opened', 'allows what it blocked', ['FirewallRules', index, 'Action'], 'ALLOW']]
        : [],
    ),
  'AWS::Route53Resolver::FirewallDomainList': ({ Domains = [] }) =>
    (Domains as readonly Value[]).includes('*')
      ? [['firewall of names opened', 'blocks no name', ['Domains'], ['zq7.example']]]
      : [['firewall of names opened', 'knows every name', ['Domains'], ['*']]],
  'AWS::IAM::Role': ({ ManagedPolicyArns = [] }) => [
    [
      'policy attached',
      'with AdministratorAccess',
      ['ManagedPolicyArns'],
      [...(ManagedPolicyArns as readonly Value[]), 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ],
    [
      'policy attached',
      'with ReadOnlyAccess',
      ['ManagedPolicyArns'],
      [...(ManagedPolicyArns as readonly Value[]), 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ],
    ...(ManagedPolicyArns as readonly Value[]).flatMap((arn, index): readonly Change[] => {
      const without = `without ${String(arn).split('/').at(-1)}`;
      const left = (ManagedPolicyArns as readonly Value[]).toSpliced(index, 1);
      return refusing.test(String(arn)) ? [['policy detached', without, ['ManagedPolicyArns'], left]] : [];
    }),
  ],
  'AWS::EMRServerless::Application': () => [
    off('Spark outside of the network', 'without a network', 'NetworkConfiguration'),
    [
      'Spark outside of the network',
      'with an address for notebooks',
      ['InteractiveConfiguration'],
      { LivyEndpointEnabled: true },
    ],
  ],
};

function lineOpened(direction: 'Ingress' | 'Egress', given: ValueMap): readonly Change[] {
  const key = direction === 'Ingress' ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId';
  return given[key] === undefined
    ? []
    : [[`security group opened (${direction.toLowerCase()})`, `${direction} ${anywhere}`, ['CidrIp'], anywhere]];
}
