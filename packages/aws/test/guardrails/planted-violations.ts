import type { StackTemplate } from '@atelier/cloudformation';
import { changed, person, templates } from './small-workspace.ts';

export const clean = templates();

export function foundation(path: string, value: unknown, from = clean): StackTemplate[] {
  return changed(from, 'acme-foundation', path, value);
}

export function network(path: string, value: unknown, from = clean): StackTemplate[] {
  return changed(from, 'acme-network', path, value);
}

export function many<Value>(count: number, make: (index: number) => Value): Record<string, Value> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, make(index)]));
}

const large = (characters: number) => ({ Statement: [{ Effect: 'Allow', Action: 'x'.repeat(characters) }] });
export const role = 'Resources.StudioRole.Properties';
const inline = (name: string, characters: number) => ({ PolicyName: name, PolicyDocument: large(characters) });
const managed = (characters: number) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { Path: '/ml/', PolicyDocument: large(characters), Roles: ['acme-studio'] },
});
const bucket = (name: unknown) => ({ ...clean[1]?.template.Resources.Bucket, Properties: { BucketName: name } });
export const lambda = (properties: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Code: {}, Role: 'r', ...properties },
});

/** A hole in the small workspace, the guardrail that finds it, and what it says. */
export const plantedViolations: readonly (readonly [id: string, given: StackTemplate[], finding: RegExp])[] = [
  [
    'schemas',
    foundation('Resources.Domain.Properties.AuthMode', 'LDAP'),
    /^acme-foundation Domain Properties.AuthMode: "LDAP" is not accepted/,
  ],
  ['schemas', foundation('Resources.Bucket.Properties.Name', 'a'), /Name is not a property of AWS::S3::Bucket/],
  [
    'retention',
    foundation('Resources.Bucket.DeletionPolicy', 'Delete'),
    /Bucket DeletionPolicy: .* every object in it, and its DeletionPolicy is Delete/,
  ],
  [
    'retention',
    foundation('Resources.Domain.UpdateReplacePolicy', undefined),
    /Domain UpdateReplacePolicy: .* has no UpdateReplacePolicy/,
  ],
  ['retention', network('Resources.Key.UpdateReplacePolicy', 'Delete'), /Key UpdateReplacePolicy/],
  [
    'export-references',
    network('Outputs.Subnet', undefined),
    /Domain Properties.SubnetIds\[0\].Fn::ImportValue: It imports acme-network:Subnet, which none/,
  ],
  [
    'export-references',
    foundation('Outputs.Vpc', { Value: 'a', Export: { Name: 'acme-network:Vpc' } }),
    /exported by acme-network and acme-foundation/,
  ],
  [
    'export-references',
    network('Resources.Vpc.Properties.CidrBlock', { 'Fn::ImportValue': 'acme-foundation:Domain' }),
    /acme-network -> acme-foundation -> acme-network/,
  ],
  [
    'unique-names',
    network('Resources.Other', bucket({ 'Fn::Sub': `acme-data-\${AWS::AccountId}` })),
    /"acme-data-123456789012" is also the name of (Other|Bucket)/,
  ],
  [
    'unique-names',
    foundation(`${role}.RoleName`, 'ACME-JULY'),
    /"acme-july" is also the name of StudioRole in acme-foundation/,
  ],
  [
    'unique-names',
    changed(clean, 'acme-people-00', 'Resources.johnProfile', person('july').julyProfile),
    /"july" is also the name of julyProfile/,
  ],
  [
    'name-lengths',
    foundation(`${role}.RoleName`, 'a'.repeat(65)),
    /StudioRole Properties.RoleName: .* has 65 characters; accepted are at most 64/,
  ],
  [
    'name-lengths',
    foundation('Resources.Bucket.Properties.BucketName', { 'Fn::Sub': `${'a'.repeat(51)}-\${AWS::AccountId}` }),
    /has 64 characters; accepted are at most 63/,
  ],
  [
    'name-lengths',
    foundation('Resources.Bucket.Properties.BucketName', 'Acme'),
    /is "Acme"; accepted are small letters/,
  ],
  ['name-lengths', foundation('Resources.Domain.Properties.DomainName', 'acme_1'), /is "acme_1"/],
  [
    'name-lengths',
    changed(clean, 'acme-people-00', 'Resources.julyProfile.Properties.UserProfileName', 'j'.repeat(64)),
    /64 characters/,
  ],
  [
    'name-lengths',
    foundation('Resources.P', {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: 'a', Name: '/a'.repeat(16) },
    }),
    /up to 15 levels/,
  ],
  [
    'name-lengths',
    clean.map((each) => ({ ...each, stack: each.stack.replace('acme-network', '1-network') })),
    /^1-network: The stack's name/,
  ],
  [
    'resource-count',
    network(
      'Resources',
      many(451, () => ({ Type: 'AWS::EC2::VPC' })),
    ),
    /^acme-network: The stack has 451 resources/,
  ],
  [
    'template-size',
    network('Metadata', { Text: 'x'.repeat(1_000_000) }),
    /^acme-network: The stack has a template of 10\d{5} bytes/,
  ],
  [
    'outputs',
    network(
      'Outputs',
      many(201, () => ({ Value: 'a' })),
    ),
    /201 outputs; CloudFormation takes 200/,
  ],
  [
    'parameters',
    network(
      'Parameters',
      many(201, () => ({ Type: 'String' })),
    ),
    /201 parameters; CloudFormation takes 200/,
  ],
  [
    'inline-policy-size',
    foundation(`${role}.Policies`, [inline('a', 6_000), inline('b', 6_000)]),
    /StudioRole Properties.Policies: .* have 12\d{3} characters; IAM takes 10240/,
  ],
  [
    'inline-policy-size',
    foundation(
      'Resources.More',
      { Type: 'AWS::IAM::Policy', Properties: { ...inline('b', 6_000), Roles: [{ Ref: 'StudioRole' }] } },
      foundation(`${role}.Policies`, [inline('a', 6_000)]),
    ),
    /StudioRole Properties.Policies: .* have 12\d{3} characters/,
  ],
  [
    'managed-policy-size',
    foundation('Resources.Policy', managed(6_200)),
    /Policy Properties.PolicyDocument: The policy has 6\d{3} characters; IAM takes 6144/,
  ],
  [
    'managed-policy-size',
    foundation(
      'Resources.Policy',
      managed(10),
      foundation(`${role}.ManagedPolicyArns`, Array(10).fill('arn:aws:iam::aws:policy/A')),
    ),
    /StudioRole Properties.ManagedPolicyArns: The role has 11 managed policies; IAM takes 10/,
  ],
  [
    'trust-policy-size',
    foundation(`${role}.AssumeRolePolicyDocument`, large(2_100)),
    /trust policy has 2\d{3} characters; IAM takes 2048/,
  ],
  [
    'resource-policy-size',
    network('Resources.Endpoint.Properties.PolicyDocument', large(21_000)),
    /Endpoint Properties.PolicyDocument: .* accepted are 20480/,
  ],
  [
    'quotas',
    network(
      'Resources',
      many(26, (index) => workgroup(`w${index}`)),
    ),
    /needs 26 Redshift Serverless workgroups; an account begins with 25 \(assumed/,
  ],
  [
    'quotas',
    network(
      'Resources',
      many(51, () => ({ Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: 'v', VpcEndpointType: 'Interface' } })),
    ),
    /needs 51 interface endpoints of a VPC; an account begins with 50 \(documented/,
  ],
  [
    'boundary-and-path',
    foundation(`${role}.Path`, undefined),
    /StudioRole Properties.Path: .* the path "\/"; the workspace asks for "\/ml\/"/,
  ],
  [
    'boundary-and-path',
    foundation(`${role}.PermissionsBoundary`, undefined),
    /has no permissions boundary; the workspace asks for "ml-boundary"/,
  ],
  [
    'boundary-and-path',
    foundation(`${role}.PermissionsBoundary`, 'arn:aws:iam::1:policy/not-ml-boundary'),
    /asks for "ml-boundary"/,
  ],
  [
    'sign-in-roles',
    foundation(`${role}.AssumeRolePolicyDocument`, {
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
    }),
    /StudioRole: Something else than a service/,
  ],
  [
    'ways-in',
    network('Resources.Key.Properties.KeyPolicy.Statement', [
      { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' },
    ]),
    /Key Properties.KeyPolicy: The key opens for \*/,
  ],
  [
    'tags',
    foundation('Resources.Bucket.Properties.Tags', [{ Key: 'team', Value: 'other' }]),
    /Bucket Properties.Tags: .* lacks the tags team=forecasting/,
  ],
  [
    'tags',
    foundation('Resources.P', {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: 'a', Tags: { other: 'a' } },
    }),
    /P Properties.Tags: .* lacks the tags team=forecasting/,
  ],
  ['no-lambda', network('Resources.F', lambda({})), /^acme-network F: .* does not say what for/],
  [
    'no-lambda',
    network('Resources.C', { Type: 'Custom::Thing', Properties: { ServiceToken: 'a' } }),
    /^acme-network C: Custom::Thing runs a Lambda/,
  ],
];

export function workgroup(name: string) {
  return { Type: 'AWS::RedshiftServerless::Workgroup', Properties: { WorkgroupName: name } };
}
