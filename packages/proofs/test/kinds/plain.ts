import type { Kind } from './kind.ts';

const key = 'arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000';
const foreignKey = key.replace('111122223333', '999988887777');

/** Data without a key of the account's own. */
export const plain: readonly Kind[] = [
  ['a document database', 'DocDB::DBCluster', { StorageEncrypted: false }, 'encryption'],
  ['a graph', 'Neptune::DBCluster', {}, 'encryption'],
  ['a cache', 'ElastiCache::ReplicationGroup', { AtRestEncryptionEnabled: false }, 'encryption'],
  [
    'a cache without TLS',
    'ElastiCache::ReplicationGroup',
    { AtRestEncryptionEnabled: true, KmsKeyId: key, TransitEncryptionEnabled: false },
    'encryption',
  ],
  ['a small cache', 'ElastiCache::CacheCluster', {}, 'encryption'],
  ['a file system for Windows', 'FSx::FileSystem', {}, 'encryption'],
  [
    'a disk of a launch template',
    'EC2::LaunchTemplate',
    { LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { Encrypted: false } }] } },
    'encryption',
  ],
  [
    'a disk that says nothing',
    'EC2::LaunchTemplate',
    { LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { VolumeSize: 8 } }] } },
    'encryption',
  ],
  [
    'disks that nobody names',
    'EC2::LaunchTemplate',
    { LaunchTemplateData: { InstanceType: 't3.micro' } },
    'encryption',
  ],
  ['a disk of a machine', 'EC2::Instance', { BlockDeviceMappings: [{ Ebs: { Encrypted: 'false' } }] }, 'encryption'],
  ['online features', 'SageMaker::FeatureGroup', { OnlineStoreConfig: { EnableOnlineStore: true } }, 'encryption'],
  ['offline features', 'SageMaker::FeatureGroup', { OfflineStoreConfig: { S3StorageConfig: {} } }, 'encryption'],
  [
    'a volume of a monitor',
    'SageMaker::DataQualityJobDefinition',
    { JobResources: { ClusterConfig: {} } },
    'encryption',
  ],
  ['a key of a stranger', 'EFS::FileSystem', { Encrypted: true, KmsKeyId: foreignKey }, 'encryption'],
  ['a key that nobody knows', 'EFS::FileSystem', { Encrypted: true, KmsKeyId: { Ref: 'Key' } }, 'encryption'],
  ['a key from elsewhere', 'SQS::Queue', { KmsMasterKeyId: '{{resolve:ssm:key}}' }, 'encryption'],
  ['a key of AWS', 'SQS::Queue', { KmsMasterKeyId: 'alias/aws/sqs' }, 'encryption'],
  ['a switch that a parameter decides', 'EFS::FileSystem', { Encrypted: { Ref: 'On' }, KmsKeyId: key }, 'encryption'],
  [
    'a switch that another place decides',
    'RDS::DBCluster',
    { StorageEncrypted: '{{resolve:ssm:on}}', KmsKeyId: key, DBSubnetGroupName: 'x' },
    'encryption',
  ],
  ['a switch of another stack', 'EC2::Volume', { Encrypted: { 'Fn::ImportValue': 'on' }, KmsKeyId: key }, 'encryption'],
  [
    'a registry with a key of AWS',
    'ECR::Repository',
    { EncryptionConfiguration: { EncryptionType: 'AES256', KmsKey: key } },
    'encryption',
  ],
  [
    'answers of queries',
    'Athena::WorkGroup',
    {
      WorkGroupConfiguration: {
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3', KmsKey: key } },
      },
    },
    'encryption',
  ],
  [
    'a security configuration that is none',
    'Glue::SecurityConfiguration',
    { EncryptionConfiguration: { S3Encryptions: [{ S3EncryptionMode: 'DISABLED' }] } },
    'encryption',
  ],
  [
    'a catalog',
    'Glue::DataCatalogEncryptionSettings',
    { DataCatalogEncryptionSettings: { EncryptionAtRest: { CatalogEncryptionMode: 'DISABLED' } } },
    'encryption',
  ],
  ['a stream of data', 'KinesisFirehose::DeliveryStream', { S3DestinationConfiguration: {} }, 'encryption'],
  ['tables in S3', 'S3Tables::TableBucket', { TableBucketName: 'x' }, 'encryption'],
  ['vectors in S3', 'S3Vectors::VectorBucket', {}, 'encryption'],
  [
    'search without encryption between nodes',
    'OpenSearchService::Domain',
    { VPCOptions: { SubnetIds: ['s'] }, EncryptionAtRestOptions: { Enabled: true, KmsKeyId: key } },
    'encryption',
  ],
  ['a listener in the clear', 'ElasticLoadBalancingV2::Listener', { Protocol: 'HTTP' }, 'encryption'],
  [
    'artifacts of a build',
    'CodeBuild::Project',
    { EncryptionKey: key, Artifacts: { EncryptionDisabled: true } },
    'encryption',
  ],
  [
    'a password in a parameter',
    'SSM::Parameter',
    { Name: '/db/password', Type: 'String', Value: 'hunter2' },
    'encryption',
  ],
  ['a password of a database', 'RDS::DBInstance', { MasterUserPassword: 'hunter2' }, 'encryption'],
  ['a secret in a template', 'SecretsManager::Secret', { KmsKeyId: key, SecretString: 'hunter2' }, 'encryption'],
  [
    'a secret of a function',
    'Lambda::Function',
    { VpcConfig: { SubnetIds: ['s'] }, Environment: { Variables: { DB_PASSWORD: 'hunter2' } } },
    'encryption',
  ],
  [
    'a secret of a container',
    'ECS::TaskDefinition',
    { ContainerDefinitions: [{ Environment: [{ Name: 'API_KEY', Value: 'hunter2' }] }] },
    'encryption',
  ],
];
