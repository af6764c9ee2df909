import { expect, test } from 'vitest';
import { statusOf } from './acme.ts';
import { arnOf, domain, key, network, ref, subnet } from './small-parts.ts';
import { body, made } from './small-template.ts';

const capabilities = { Capabilities: ['CAPABILITY_NAMED_IAM'] };
const settings = { ExecutionRole: arnOf('Role'), SecurityGroups: [ref('Group')] };
const endpoint = (service: string, more: object = {}) => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: {
    ...{ VpcId: ref('Vpc'), ServiceName: service, VpcEndpointType: 'Interface', SecurityGroupIds: [ref('Group')] },
    ...{ PrivateDnsEnabled: true, SubnetIds: [ref('One')], ...more },
  },
});
const sts = 'com.amazonaws.eu-central-1.sts';
const s3 = 'com.amazonaws.eu-central-1.s3';
const gateway = () => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: { VpcId: ref('Vpc'), ServiceName: s3, VpcEndpointType: 'Gateway', RouteTableIds: [ref('Table')] },
});
const vpc = (more: object) => ({
  ...network,
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { ...network.Vpc.Properties, ...more } },
});
const profile = (more: object = {}) => ({
  Type: 'AWS::SageMaker::UserProfile',
  Properties: { DomainId: ref('Domain'), UserProfileName: 'july', ...more },
});
const space = (SharingType: string, more: object = {}) => ({
  Type: 'AWS::SageMaker::Space',
  DependsOn: 'Profile',
  Properties: {
    ...{ DomainId: ref('Domain'), SpaceName: 'ours', SpaceSharingSettings: { SharingType } },
    ...{ OwnershipSettings: { OwnerUserProfileName: 'july' }, SpaceSettings: { AppType: 'JupyterLab' }, ...more },
  },
});
const alone = (Type: string, Properties: object) => ({ Alone: { Type, Properties } });
const central = { SingleSignOnUserIdentifier: 'UserName', SingleSignOnUserValue: 'july@example.com' };
const studio = { ...network, Domain: domain(), Profile: profile() };

const refused: readonly (readonly [string, object, RegExp])[] = [
  [
    'a domain with a line in its name',
    { ...network, Domain: domain({ DomainName: 'ac_me' }) },
    /#\/DomainName: failed validation/,
  ],
  [
    'a profile with a dot in its name',
    { ...studio, Profile: profile({ UserProfileName: 'a.b' }) },
    /#\/UserProfileName/,
  ],
  ['a space with a line in its name', { ...studio, Space: space('Private', { SpaceName: 'a_b' }) }, /#\/SpaceName/],
  [
    'a script with a line in its name',
    alone('AWS::SageMaker::StudioLifecycleConfig', {
      ...{ StudioLifecycleConfigName: 'a_b', StudioLifecycleConfigAppType: 'JupyterLab' },
      StudioLifecycleConfigContent: 'eA==',
    }),
    /#\/StudioLifecycleConfigName/,
  ],
  [
    'a warehouse in capitals',
    alone('AWS::RedshiftServerless::Namespace', { NamespaceName: 'Data' }),
    /#\/NamespaceName/,
  ],
  ['a log group with a space', alone('AWS::Logs::LogGroup', { LogGroupName: 'a b' }), /#\/LogGroupName/],
  [
    'a role with a slash',
    { Role: { ...network.Role, Properties: { ...network.Role.Properties, RoleName: 'a/b' } } },
    /#\/RoleName/,
  ],
  [
    'an alias of AWS',
    { Key: key(), ...alone('AWS::KMS::Alias', { AliasName: 'alias/aws/s3', TargetKeyId: ref('Key') }) },
    /AliasName/,
  ],
  [
    'groups that SageMaker is to manage, without RStudio',
    { ...network, Domain: domain({ AppSecurityGroupManagement: 'Service' }) },
    /AppSecurityGroupManagement can only be set for Rstudio enabled domains/,
  ],
  [
    'a domain in the network alone, without a group',
    { ...network, Domain: domain({ DefaultUserSettings: { ExecutionRole: arnOf('Role') } }) },
    /SecurityGroups are required/,
  ],
  [
    'a shared space of a domain without defaults for them',
    { ...studio, Space: space('Shared') },
    /DefaultSpaceSettings/,
  ],
  [
    'a space with an owner that is shared with nobody known',
    { ...studio, Space: space('Private', { SpaceSharingSettings: { Ref: 'AWS::NoValue' } }) },
    /given together or not at all/,
  ],
  [
    'a space of nobody',
    { ...studio, Space: space('Private', { OwnershipSettings: { OwnerUserProfileName: 'nobody' } }) },
    /User profile \[nobody\] does not exist/,
  ],
  [
    'a user of Identity Center in a domain of IAM',
    { ...network, Domain: domain(), Profile: profile(central) },
    /SingleSignOnUserIdentifier cannot be specified/,
  ],
  [
    'no user of Identity Center in a domain of it',
    { ...network, Domain: domain({ AuthMode: 'SSO' }), Profile: profile() },
    /SingleSignOnUserIdentifier is required/,
  ],
  [
    'half a user of Identity Center',
    { ...network, Domain: domain({ AuthMode: 'SSO' }), Profile: profile({ SingleSignOnUserIdentifier: 'UserName' }) },
    /SingleSignOnUserValue is required/,
  ],
  [
    'an endpoint to no service',
    { ...network, To: endpoint('com.amazonaws.eu-central-1.nosuch') },
    /The Vpc Endpoint Service 'com.amazonaws.eu-central-1.nosuch' does not exist/,
  ],
  [
    'an endpoint to a service of another region',
    { ...network, To: endpoint('com.amazonaws.eu-west-1.sts') },
    /Vpc Endpoint Service .* does not exist/,
  ],
  [
    'names of a service in a network that gives its machines none',
    { ...vpc({ EnableDnsHostnames: false }), To: endpoint(sts) },
    /Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-/,
  ],
  [
    'names of a service in a network that resolves none',
    { ...vpc({ EnableDnsSupport: false }), To: endpoint(sts) },
    /Enabling private DNS requires both/,
  ],
  [
    'an endpoint twice in a zone',
    {
      ...network,
      Two: subnet('10.0.1.0/24', 'eu-central-1a'),
      To: endpoint(sts, { SubnetIds: [ref('One'), ref('Two')] }),
    },
    /Found another VPC endpoint subnet in the availability zone of subnet-/,
  ],
  [
    'names of a service twice in a network',
    { ...network, To: endpoint(sts), Also: endpoint(sts) },
    /conflicting DNS domain/,
  ],
  [
    'two ways to a service in one table',
    {
      ...network,
      Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
      To: gateway(),
      Also: gateway(),
    },
    /already has a route with destination-prefix-list-id/,
  ],
  ['a network larger than /16', vpc({ CidrBlock: '10.0.0.0/15' }), /CIDR '10.0.0.0\/15' is invalid/],
  [
    'a subnet larger than /16',
    { ...network, Two: subnet('10.0.0.0/15', 'eu-central-1b') },
    /CIDR '10.0.0.0\/15' is invalid/,
  ],
  [
    'a subnet smaller than /28',
    { ...network, Two: subnet('10.0.2.0/30', 'eu-central-1b') },
    /CIDR '10.0.2.0\/30' is invalid/,
  ],
  ['a subnet outside of its network', { ...network, Two: subnet('10.9.0.0/24', 'eu-central-1b') }, /is invalid/],
  [
    'a subnet over another',
    { ...network, Two: subnet('10.0.0.128/25', 'eu-central-1b') },
    /conflicts with another subnet/,
  ],
  [
    'a warehouse in two zones',
    {
      ...network,
      Three: subnet('10.0.3.0/24', 'eu-central-1b'),
      Data: { Type: 'AWS::RedshiftServerless::Namespace', Properties: { NamespaceName: 'data' } },
      Work: {
        Type: 'AWS::RedshiftServerless::Workgroup',
        Properties: {
          ...{ WorkgroupName: 'work', NamespaceName: ref('Data') },
          SubnetIds: [ref('One'), ref('Two'), ref('Three')],
        },
      },
    },
    /at least 3 subnets in 3 availability zones/,
  ],
];

test.each(refused)('%s: refused, and nothing stays', (_, Resources, reason) => {
  const { status, failed } = statusOf(made({ Resources }, capabilities), 'small');
  expect({ status, failed: failed.join('\n') }).toEqual({
    status: 'ROLLBACK_COMPLETE',
    failed: expect.stringMatching(reason),
  });
});

test.each([
  ['a domain and a private space', { ...studio, Space: space('Private') }],
  [
    'a shared space of a domain with defaults',
    { ...studio, Domain: domain({ DefaultSpaceSettings: settings }), Space: space('Shared') },
  ],
  ['a user of Identity Center', { ...network, Domain: domain({ AuthMode: 'SSO' }), Profile: profile(central) }],
  ['endpoints in two zones', { ...network, To: endpoint(sts, { SubnetIds: [ref('One'), ref('Two')] }) }],
  ['an endpoint of SageMaker', { ...network, To: endpoint('aws.sagemaker.eu-central-1.studio') }],
  [
    'an endpoint without names',
    { ...vpc({ EnableDnsHostnames: false }), To: endpoint(sts, { PrivateDnsEnabled: false }) },
  ],
  ['a key', { Key: key() }],
])('%s: made', (_, Resources) => {
  expect(statusOf(made({ Resources }, capabilities), 'small')).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
});

test('a domain does not lose the defaults of its shared spaces', () => {
  const before = domain({ DefaultSpaceSettings: settings });
  const here = made({ Resources: { ...network, Domain: before } }, capabilities);
  here.call('UpdateStack', { ...body({ Resources: { ...network, Domain: domain() } }), ...capabilities });
  expect(statusOf(here, 'small')).toMatchObject({
    status: 'UPDATE_ROLLBACK_COMPLETE',
    failed: [expect.stringMatching(/DefaultSpaceSettings cannot be unset/)],
  });
});
