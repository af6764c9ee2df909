import type { StackTemplate, Template } from '@atelier/cloudformation';
import { parseWorkspace, type Workspace } from '@atelier/core';

type Json = Readonly<Record<string, unknown>>;

const tags = [{ Key: 'team', Value: 'forecasting' }];
const keep = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const leave = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };
const boundary = { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':policy/ml-boundary']] };
const iam = { Path: '/ml/', PermissionsBoundary: boundary, Tags: tags };

const bucketName = { 'Fn::Join': ['-', ['acme-data', { Ref: 'AWS::AccountId' }]] };

export const trust = {
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'sagemaker.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ],
};

/** A small workspace in which every guardrail holds. */
export function workspace(): Workspace {
  const parsed = parseWorkspace({
    file: 'atelier.yaml',
    folder: '/',
    text: `workspace: acme
aws:
  region: eu-central-1
  tags: { team: forecasting }
  iam: { rolePath: /ml/, permissionsBoundary: ml-boundary }
network: { mode: egress, flowLogs: false }
`,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.workspace;
}

function stack(name: string, resources: Json, outputs: Json = {}): StackTemplate {
  const template = { Resources: resources, Outputs: outputs } as unknown as Template;
  return { stack: name, template, region: 'eu-central-1' };
}

/** Its templates: a network, what everybody needs, and one person. */
export function templates(): StackTemplate[] {
  const network = {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.10.0.0/16', Tags: tags } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.10.0.0/24', Tags: tags } },
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        ServiceName: 'com.amazonaws.eu-central-1.sts',
        VpcEndpointType: 'Interface',
        Tags: tags,
      },
    },
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] }, Tags: tags }, ...keep },
  };
  const foundation = {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: bucketName,
        LoggingConfiguration: { DestinationBucketName: bucketName },
        VersioningConfiguration: { Status: 'Enabled' },
        Tags: tags,
      },
      ...keep,
    },
    BucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [] } },
    },
    StudioRole: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'acme-studio', AssumeRolePolicyDocument: trust, ...iam },
    },
    Domain: {
      Type: 'AWS::SageMaker::Domain',
      Properties: {
        DomainName: 'acme',
        AuthMode: 'IAM',
        VpcId: { 'Fn::ImportValue': 'acme-network:Vpc' },
        SubnetIds: [{ 'Fn::ImportValue': 'acme-network:Subnet' }],
        DefaultUserSettings: { ExecutionRole: { 'Fn::GetAtt': ['StudioRole', 'Arn'] } },
      },
      ...leave,
    },
  };
  return [
    stack('acme-network', network, {
      Vpc: { Value: { Ref: 'Vpc' }, Export: { Name: 'acme-network:Vpc' } },
      Subnet: { Value: { Ref: 'Subnet' }, Export: { Name: 'acme-network:Subnet' } },
    }),
    stack('acme-foundation', foundation, {
      Domain: { Value: { Ref: 'Domain' }, Export: { Name: 'acme-foundation:Domain' } },
    }),
    stack('acme-people-00', person('july')),
  ];
}

/** The resources of one person. */
export function person(name: string): Json {
  return {
    [`${name}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: `acme-${name}`, AssumeRolePolicyDocument: trust, ...iam },
    },
    [`${name}Profile`]: {
      Type: 'AWS::SageMaker::UserProfile',
      Properties: {
        DomainId: { 'Fn::ImportValue': 'acme-foundation:Domain' },
        UserProfileName: name,
        UserSettings: { ExecutionRole: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] } },
      },
      ...leave,
    },
  };
}

/** The templates again with one part of one of them changed; undefined takes it away. */
export function changed(given: readonly StackTemplate[], name: string, path: string, value: unknown): StackTemplate[] {
  const keys = path.split('.');
  return given.map((each) => {
    // What a test writes into a template need not be one any more.
    const template = each.stack === name ? (withValue(each.template, keys, value) as Template) : each.template;
    return { ...each, template };
  });
}

function withValue(of: object, [key = '', ...rest]: readonly string[], value: unknown): object {
  const copy = new Map<string, unknown>(Object.entries(of));
  const inside = rest.length === 0 ? value : withValue(Object(copy.get(key)), rest, value);
  if (inside === undefined) copy.delete(key);
  else copy.set(key, inside);
  return Object.fromEntries(copy);
}
