import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EC2 } from '@aws-sdk/client-ec2';
import { EFS } from '@aws-sdk/client-efs';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { SageMaker } from '@aws-sdk/client-sagemaker';
import { SSM } from '@aws-sdk/client-ssm';
import type { Members, Service } from '../../src/service/service.ts';
import type { clientOf } from '../simulated-account/open-account.ts';

export interface RoundTrip {
  readonly action: string;
  readonly input: Members;
  readonly output: Members;
  readonly service: Pick<Service, 'signingName' | 'protocol'>;
  readonly send: (client: ReturnType<typeof clientOf>, input: Members) => Promise<object>;
}

type Client = Readonly<Record<string, (input: Members) => Promise<object>>>;

/** The client's method for an action; the tables below know that it has one. */
function by(newClient: (config: ReturnType<typeof clientOf>) => object, action: string): RoundTrip['send'] {
  const method = action.charAt(0).toLowerCase() + action.slice(1);
  return async (config, input) => {
    const client = newClient(config) as Client;
    return client[method]?.call(client, input) ?? Promise.reject(new Error(`no method ${method}`));
  };
}

function trips(
  service: RoundTrip['service'],
  newClient: (config: ReturnType<typeof clientOf>) => object,
  rows: Readonly<Record<string, readonly [input: Members, output: Members]>>,
): readonly RoundTrip[] {
  return Object.entries(rows).map(([action, [input, output]]) => ({
    action,
    input,
    output,
    service,
    send: by(newClient, action),
  }));
}

const moment = new Date('2026-01-05T08:00:00Z');

export const roundTrips: readonly RoundTrip[] = [
  ...trips({ signingName: 'cloudformation', protocol: 'query' }, (config) => new CloudFormation(config), {
    CreateStack: [
      {
        StackName: 'network',
        DisableRollback: true,
        TimeoutInMinutes: 7,
        Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
        Parameters: [
          { ParameterKey: 'Flag', ParameterValue: 'true' },
          { ParameterKey: 'Text', ParameterValue: 'a & b = <c> ü', UsePreviousValue: false },
        ],
        NotificationARNs: [],
      },
      { StackId: 'arn:aws:cloudformation:eu-central-1:1:stack/network/1' },
    ],
    DescribeStacks: [
      {},
      {
        Stacks: [
          { StackName: 'a <b> & "c"', CreationTime: moment, StackStatus: 'CREATE_COMPLETE', DisableRollback: false },
          {
            StackName: 'd',
            CreationTime: moment,
            StackStatus: 'CREATE_COMPLETE',
            Outputs: [{ OutputKey: 'k', OutputValue: 'line one\nline two' }],
          },
        ],
      },
    ],
    DeleteStack: [{ StackName: 'network', RetainResources: ['Key'] }, {}],
  }),
  ...trips({ signingName: 'iam', protocol: 'query' }, (config) => new IAM(config), {
    TagRole: [{ RoleName: 'r', Tags: [{ Key: 'k', Value: 'v' }] }, {}],
    GetAccountSummary: [{}, { SummaryMap: { Roles: 3, Users: 0 } }],
  }),
  ...trips({ signingName: 'ec2', protocol: 'ec2' }, (config) => new EC2(config), {
    DescribeSecurityGroups: [
      { GroupIds: ['sg-1', 'sg-2'], Filters: [{ Name: 'vpc-id', Values: ['vpc-1', 'vpc-2'] }], MaxResults: 5 },
      {
        SecurityGroups: [
          {
            GroupId: 'sg-1',
            Tags: [{ Key: 'a', Value: 'b' }],
            IpPermissions: [
              { IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, UserIdGroupPairs: [{ GroupId: 'sg-2' }] },
            ],
          },
        ],
      },
    ],
    RevokeSecurityGroupEgress: [
      { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
      { Return: true },
    ],
    DescribeNetworkInterfaces: [
      { Filters: [{ Name: 'subnet-id', Values: ['subnet-1'] }] },
      {
        NetworkInterfaces: [
          {
            NetworkInterfaceId: 'eni-1',
            Groups: [{ GroupId: 'sg-1', GroupName: 'n' }],
            Attachment: { AttachTime: moment, DeleteOnTermination: false },
          },
        ],
      },
    ],
  }),
  ...trips({ signingName: 'ssm', protocol: 'json' }, (config) => new SSM(config), {
    PutParameter: [{ Name: '/a', Value: 'v', Overwrite: true }, { Version: 3 }],
    GetParameter: [{ Name: '/a' }, { Parameter: { Name: '/a', LastModifiedDate: moment } }],
  }),
  ...trips({ signingName: 'logs', protocol: 'json' }, (config) => new CloudWatchLogs(config), {
    DeleteLogGroup: [{ logGroupName: '/aws/x' }, {}],
  }),
  ...trips({ signingName: 'sagemaker', protocol: 'json' }, (config) => new SageMaker(config), {
    DeleteDomain: [{ DomainId: 'd-1', RetentionPolicy: { HomeEfsFileSystem: 'Delete' } }, {}],
    DescribeDomain: [{ DomainId: 'd-1' }, { DomainId: 'd-1', CreationTime: moment, SubnetIds: ['subnet-1'] }],
  }),
  ...trips({ signingName: 'elasticfilesystem', protocol: 'rest-json' }, (config) => new EFS(config), {
    DescribeMountTargets: [
      { FileSystemId: 'fs-1', MaxItems: 10 },
      { MountTargets: [{ MountTargetId: 'fsmt-1', FileSystemId: 'fs-1', SubnetId: 's', LifeCycleState: 'available' }] },
    ],
    DeleteMountTarget: [{ MountTargetId: 'fsmt-1' }, {}],
    ModifyMountTargetSecurityGroups: [{ MountTargetId: 'fsmt-1', SecurityGroups: ['sg-1'] }, {}],
    CreateFileSystem: [
      { CreationToken: 't', Encrypted: true, Tags: [{ Key: 'k', Value: 'v' }] },
      { FileSystemId: 'fs-1', CreationTime: moment, SizeInBytes: { Value: 6144, Timestamp: moment } },
    ],
  }),
  ...trips({ signingName: 's3', protocol: 'rest-xml' }, (config) => new S3(config), {
    HeadObject: [
      { Bucket: 'b', Key: 'folder/a b+c/ü' },
      { ETag: '"e"', LastModified: moment, Metadata: { colour: 'red' } },
    ],
    ListObjectVersions: [
      { Bucket: 'b', Prefix: 'p/', MaxKeys: 2, KeyMarker: 'p/a' },
      {
        IsTruncated: true,
        NextKeyMarker: 'p/b',
        Versions: [
          { Key: 'p/a', VersionId: '1', IsLatest: true, Size: 4, LastModified: moment },
          { Key: 'p/b', VersionId: '2', IsLatest: false, Size: 0, LastModified: moment },
        ],
        DeleteMarkers: [{ Key: 'p/c', VersionId: '3', IsLatest: true, LastModified: moment }],
      },
    ],
    DeleteObjects: [
      { Bucket: 'b', Delete: { Objects: [{ Key: 'a & b', VersionId: '1' }, { Key: 'c' }], Quiet: true } },
      { Errors: [{ Key: 'c', Code: 'AccessDenied', Message: 'no' }] },
    ],
    PutBucketVersioning: [{ Bucket: 'b', VersioningConfiguration: { Status: 'Enabled' } }, {}],
    CreateBucket: [
      { Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } },
      { Location: '/b' },
    ],
  }),
];
