import type { Kind } from './kind.ts';

const key = 'arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000';
const stranger = 'arn:aws:s3:::stranger';
const role = 'arn:aws:iam::111122223333:role/x';

/** Kinds of resources that carry data to somewhere else. */
export const copies: readonly Kind[] = [
  [
    'mail to a web address',
    'SNS::Subscription',
    { Protocol: 'https', Endpoint: 'https://example.com', TopicArn: 'arn:aws:sns:eu-central-1:111122223333:t' },
    'isolation-out',
  ],
  [
    'a text message',
    'SNS::Subscription',
    { Protocol: 'sms', Endpoint: '+49', TopicArn: 'arn:aws:sns:eu-central-1:111122223333:t' },
    'isolation-out',
  ],
  [
    'a queue of a stranger',
    'SNS::Subscription',
    {
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:eu-central-1:999988887777:q',
      TopicArn: 'arn:aws:sns:eu-central-1:111122223333:t',
    },
    'isolation-out',
  ],
  [
    'a subscription inside of a topic',
    'SNS::Topic',
    { KmsMasterKeyId: key, Subscription: [{ Protocol: 'https', Endpoint: 'https://example.com' }] },
    'isolation-out',
  ],
  [
    'a copy of a bucket',
    'S3::Bucket',
    { ReplicationConfiguration: { Rules: [{ Destination: { Bucket: stranger } }] } },
    'isolation-out',
  ],
  [
    'lists of a bucket',
    'S3::Bucket',
    { InventoryConfigurations: [{ Destination: { BucketArn: stranger } }] },
    'isolation-out',
  ],
  [
    'news of a bucket',
    'S3::Bucket',
    { NotificationConfiguration: { QueueConfigurations: [{ Queue: 'arn:aws:sqs:eu-central-1:999988887777:q' }] } },
    'isolation-out',
  ],
  [
    'access logs to a stranger',
    'S3::Bucket',
    { LoggingConfiguration: { DestinationBucketName: 'stranger' } },
    'isolation-out',
  ],
  [
    'Firehose to a web address',
    'KinesisFirehose::DeliveryStream',
    { HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: 'https://example.com' } } },
    'isolation-out',
  ],
  [
    'Firehose to a bucket of a stranger',
    'KinesisFirehose::DeliveryStream',
    { ExtendedS3DestinationConfiguration: { BucketARN: stranger } },
    'isolation-out',
  ],
  ['AppFlow', 'AppFlow::Flow', { FlowName: 'f' }, 'isolation-out'],
  ['DataSync', 'DataSync::Task', { SourceLocationArn: 'a', DestinationLocationArn: 'b' }, 'isolation-out'],
  ['a place to sync to', 'DataSync::LocationS3', { S3BucketArn: stranger }, 'isolation-out'],
  ['a database migration', 'DMS::Endpoint', { EndpointType: 'target' }, 'isolation-out'],
  [
    'a destination of events',
    'Events::ApiDestination',
    { HttpMethod: 'POST', InvocationEndpoint: 'https://example.com' },
    'isolation-out',
  ],
  ['a connection of events', 'Events::Connection', { AuthorizationType: 'API_KEY' }, 'isolation-out'],
  [
    'a rule to a bus of a stranger',
    'Events::Rule',
    { Targets: [{ Id: 'a', Arn: 'arn:aws:events:eu-central-1:999988887777:event-bus/x' }] },
    'isolation-out',
  ],
  ['a pipe', 'Pipes::Pipe', { Source: 'a', Target: 'b', RoleArn: role }, 'isolation-out'],
  [
    'a schedule for a stranger',
    'Scheduler::Schedule',
    { Target: { Arn: 'arn:aws:lambda:eu-central-1:999988887777:function:f', RoleArn: role } },
    'isolation-out',
  ],
  [
    'lines of a log to a stranger',
    'Logs::SubscriptionFilter',
    { LogGroupName: 'g', FilterPattern: '', DestinationArn: 'arn:aws:logs:eu-central-1:999988887777:destination:d' },
    'isolation-out',
  ],
  [
    'lines of all logs',
    'Logs::AccountPolicy',
    { PolicyName: 'p', PolicyType: 'SUBSCRIPTION_FILTER_POLICY' },
    'isolation-out',
  ],
  ['a delivery of logs', 'Logs::DeliveryDestination', { Name: 'd' }, 'isolation-out'],
  ['metrics in a stream', 'CloudWatch::MetricStream', { OutputFormat: 'json' }, 'isolation-out'],
  ['a trail of a stranger', 'CloudTrail::Trail', { S3BucketName: 'stranger', KMSKeyId: key }, 'isolation-out'],
  ['flow logs of a stranger', 'EC2::FlowLog', { LogDestination: stranger, ResourceId: 'vpc-1' }, 'isolation-out'],
  [
    'backups in another account',
    'Backup::BackupPlan',
    {
      BackupPlan: {
        BackupPlanRule: [
          { CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:eu-central-1:999988887777:backup-vault:v' }] },
        ],
      },
    },
    'isolation-out',
  ],
  [
    'captured requests at a stranger',
    'SageMaker::EndpointConfig',
    { KmsKeyId: key, DataCaptureConfig: { DestinationS3Uri: 's3://stranger/x' } },
    'isolation-out',
  ],
  [
    'shared notebooks at a stranger',
    'SageMaker::UserProfile',
    { DomainId: 'd', UserSettings: { SharingSettings: { S3OutputPath: 's3://stranger/x' } } },
    'isolation-out',
  ],
  ['a partner of SageMaker', 'SageMaker::PartnerApp', { Name: 'x' }, 'isolation-out'],
  ['people who label', 'SageMaker::Workteam', { Description: 'x' }, 'isolation-out'],
  [
    'code from anywhere',
    'SageMaker::CodeRepository',
    { GitConfig: { RepositoryUrl: 'https://github.com/x/y' } },
    'isolation-out',
  ],
  [
    'a state machine that calls addresses',
    'StepFunctions::StateMachine',
    { RoleArn: role, DefinitionString: '{"Resource":"arn:aws:states:::http:invoke"}' },
    'isolation-out',
  ],
  [
    'a state machine of which nobody knows',
    'StepFunctions::StateMachine',
    { RoleArn: role, DefinitionS3Location: { Bucket: 'b', Key: 'k' } },
    'isolation-out',
  ],
  [
    'a method that passes requests on',
    'ApiGateway::Method',
    {
      AuthorizationType: 'AWS_IAM',
      HttpMethod: 'GET',
      Integration: { Type: 'HTTP_PROXY', Uri: 'https://example.com' },
    },
    'isolation-out',
  ],
  ['a canary', 'Synthetics::Canary', { Name: 'c' }, 'isolation-out'],
  ['a pipeline', 'CodePipeline::Pipeline', { RoleArn: role, Stages: [] }, 'isolation-out'],
  [
    'a build from outside',
    'CodeBuild::Project',
    { Source: { Type: 'GITHUB' }, VpcConfig: { Subnets: ['s'] } },
    'isolation-in',
  ],
  [
    'artifacts of a build at a stranger',
    'CodeBuild::Project',
    { Source: { Type: 'CODECOMMIT' }, Artifacts: { Location: 'stranger' }, VpcConfig: { Subnets: ['s'] } },
    'isolation-out',
  ],
  ['repositories outside', 'CodeStarConnections::Connection', { ConnectionName: 'x' }, 'isolation-out'],
  ['images for everybody', 'ECR::PublicRepository', { RepositoryName: 'x' }, 'isolation-out'],
  [
    'images in another registry',
    'ECR::ReplicationConfiguration',
    { ReplicationConfiguration: { Rules: [] } },
    'isolation-out',
  ],
  [
    'a layer of a stranger',
    'Lambda::Function',
    { VpcConfig: { SubnetIds: ['s'] }, Layers: ['arn:aws:lambda:eu-central-1:999988887777:layer:x:1'] },
    'isolation-out',
  ],
  [
    'failures of a function at a stranger',
    'Lambda::EventInvokeConfig',
    { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-central-1:999988887777:q' } } },
    'isolation-out',
  ],
  [
    'an alarm that calls a stranger',
    'CloudWatch::Alarm',
    { AlarmActions: ['arn:aws:sns:eu-central-1:999988887777:t'] },
    'isolation-out',
  ],
  ['a chat', 'Chatbot::SlackChannelConfiguration', { ConfigurationName: 'x' }, 'isolation-out'],
  ['a clean room', 'CleanRooms::Membership', {}, 'isolation-out'],
  ['a dashboard', 'QuickSight::DataSource', {}, 'isolation-out'],
];
