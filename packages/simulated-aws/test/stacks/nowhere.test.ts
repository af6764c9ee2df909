import { expect, test } from 'vitest';
import { statusOf } from './acme.ts';
import { arnOf, domain, key, network, ref, roleFor } from './small-parts.ts';
import { body, made } from './small-template.ts';

const account = 'eu-central-1:123456789012';
const role = 'arn:aws:iam::123456789012:role/nobody';
const script = `arn:aws:sagemaker:${account}:studio-lifecycle-config/none`;
const oldKey = `arn:aws:kms:${account}:key/00000000-0000-0000-0000-000000000000`;
const settings = (more: object) => ({ ExecutionRole: arnOf('Role'), SecurityGroups: [ref('Group')], ...more });
const withSettings = (more: object) => ({ ...network, Domain: domain({ DefaultUserSettings: settings(more) }) });
const alone = (Type: string, Properties: object) => ({ Alone: { Type, Properties } });
const profile = (more: object) => alone('AWS::SageMaker::UserProfile', { UserProfileName: 'july', ...more });

const nowhere: readonly (readonly [string, object, RegExp])[] = [
  ['role of a domain', withSettings({ ExecutionRole: role }), /Could not assume role .*role\/nobody\. Please ensure/],
  [
    // A role is passed to a service of its own account alone (IAM User Guide, "Grant a user permissions to pass a role").
    'role of another account, for a domain,',
    withSettings({ ExecutionRole: 'arn:aws:iam::999999999999:role/theirs' }),
    /Could not assume role .*theirs/,
  ],
  [
    'role of the shared spaces of a domain',
    { ...network, Domain: domain({ DefaultSpaceSettings: { ExecutionRole: role } }) },
    /Could not assume role/,
  ],
  [
    'lifecycle script of a domain',
    withSettings({ JupyterLabAppSettings: { LifecycleConfigArns: [script] } }),
    /StudioLifecycleConfig '.*none' in LifecycleConfigArns does not exist/,
  ],
  [
    'default lifecycle script',
    withSettings({ CodeEditorAppSettings: { DefaultResourceSpec: { LifecycleConfigArn: script } } }),
    /in LifecycleConfigArn does not exist/,
  ],
  [
    'image of a domain',
    withSettings({ JupyterLabAppSettings: { CustomImages: [{ AppImageConfigName: 'none', ImageName: 'none' }] } }),
    /'none' in (AppImageConfigName|ImageName) does not exist/,
  ],
  ['group of a domain', withSettings({ SecurityGroups: ['sg-0'] }), /SecurityGroup 'sg-0' in SecurityGroups/],
  ['subnet of a domain', { ...network, Domain: domain({ SubnetIds: ['subnet-0'] }) }, /Subnet 'subnet-0' in SubnetIds/],
  ['network of a domain', { ...network, Domain: domain({ VpcId: 'vpc-0' }) }, /VPC 'vpc-0' in VpcId/],
  ['key of a domain', { ...network, Domain: domain({ KmsKeyId: oldKey }) }, /Key '.*' in KmsKeyId does not exist/],
  ['domain of a profile', profile({ DomainId: 'd-none' }), /Domain 'd-none' in DomainId does not exist/],
  [
    'bucket of a tracking server',
    {
      Role: roleFor('sagemaker'),
      ...alone('AWS::SageMaker::MlflowTrackingServer', {
        ...{ TrackingServerName: 'a', ArtifactStoreUri: 's3://nowhere-at-all', RoleArn: arnOf('Role') },
      }),
    },
    /Bucket 's3:\/\/nowhere-at-all' in ArtifactStoreUri does not exist/,
  ],
  [
    'role of a tracking server',
    {
      Store: { Type: 'AWS::S3::Bucket' },
      ...alone('AWS::SageMaker::MlflowTrackingServer', {
        ...{ TrackingServerName: 'a', ArtifactStoreUri: { 'Fn::Sub': ['s3://$', '{Store}'].join('') }, RoleArn: role },
      }),
    },
    /Could not assume role/,
  ],
  [
    'role of a function',
    alone('AWS::Lambda::Function', { Code: { ZipFile: 'x' }, Handler: 'x', Runtime: 'nodejs22.x', Role: role }),
    /The role defined for the function cannot be assumed by Lambda/,
  ],
  [
    'role of a warehouse',
    alone('AWS::RedshiftServerless::Namespace', { NamespaceName: 'abc', DefaultIamRoleArn: role, IamRoles: [role] }),
    /The IAM role .*nobody is not valid\. The IAM role must delegate access/,
  ],
  [
    'key of a warehouse',
    alone('AWS::RedshiftServerless::Namespace', { NamespaceName: 'abc', KmsKeyId: oldKey }),
    /Key/,
  ],
  [
    'key of an alias',
    alone('AWS::KMS::Alias', { AliasName: 'alias/a', TargetKeyId: oldKey }),
    /Key '.*' does not exist/,
  ],
  [
    'bucket for access logs',
    alone('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: 'nowhere-at-all' } }),
    /The target bucket for logging does not exist/,
  ],
  ['network of a subnet', alone('AWS::EC2::Subnet', { VpcId: 'vpc-0', CidrBlock: '10.0.0.0/24' }), /vpc ID 'vpc-0'/],
  [
    'table of a route',
    alone('AWS::EC2::Route', { RouteTableId: 'rtb-0', DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' }),
    /routeTable ID 'rtb-0' does not exist/,
  ],
  [
    'role of a flow log',
    {
      ...network,
      ...alone('AWS::EC2::FlowLog', {
        ...{ ResourceId: ref('Vpc'), ResourceType: 'VPC', TrafficType: 'ALL', LogGroupName: '/a' },
        DeliverLogsPermissionArn: role,
      }),
    },
    /Unable to assume given IAM role: '.*nobody'/,
  ],
  [
    'group of a cluster for Spark',
    alone('AWS::EMRServerless::Application', {
      ...{ ReleaseLabel: 'emr-7.0.0', Type: 'SPARK', NetworkConfiguration: { SecurityGroupIds: ['sg-0'] } },
    }),
    /SecurityGroup 'sg-0' in SecurityGroupIds/,
  ],
];

const capabilities = { Capabilities: ['CAPABILITY_NAMED_IAM'] };

test.each(nowhere)('a %s that is nowhere is refused, and nothing stays', (_, Resources, reason) => {
  const here = made({ Resources }, capabilities);
  const { status, failed } = statusOf(here, 'small');
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(failed.join('\n')).toMatch(reason);
});

test.each([
  ['a key that a service has for itself', alone('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/aws/sns' })],
  [
    'a key by its alias',
    {
      Key: key(),
      Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: ref('Key') } },
      Domain: { ...domain({ KmsKeyId: ref('Alias') }) },
      ...network,
    },
  ],
  ['a key by its id', { Key: key(), Domain: domain({ KmsKeyId: ref('Key') }), ...network }],
])('%s is somewhere', (_, Resources) => {
  expect(statusOf(made({ Resources }, capabilities), 'small')).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
});

test('what is named is looked for at a change too, which is rolled back', () => {
  const here = made({ Resources: withSettings({}) }, capabilities);
  here.call('UpdateStack', { ...body({ Resources: withSettings({ ExecutionRole: role }) }), ...capabilities });
  expect(statusOf(here, 'small')).toMatchObject({
    status: 'UPDATE_ROLLBACK_COMPLETE',
    failed: [expect.stringMatching(/Could not assume role/)],
  });
});

test('a key that waits for its deletion cannot be used', () => {
  const here = made({ Resources: { Key: key([], { Enabled: true }) } }, capabilities);
  const [there] = here.world.resources.list('AWS::KMS::Key');
  if (there === undefined) throw new Error('There is one.');
  here.world.resources.put({ ...there, status: 'PendingDeletion' });
  const Resources = { ...network, Domain: domain({ KmsKeyId: there.id }) };
  const TemplateBody = JSON.stringify({ Resources });
  here.call('CreateStack', { StackName: 'other', TemplateBody, ...capabilities });
  expect(statusOf(here, 'other')).toMatchObject({ failed: [expect.stringMatching(/is pending deletion/)] });
});
