import type { EvaluatedResource } from '@atelier/cloudformation';
import { at, isTrueAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { Rule, Violation } from '../rule.ts';
import { ownKey } from '../types/whose.ts';

/** Where each type names its key; the type holds data or secrets. */
const keys: Readonly<Record<string, string>> = {
  'AWS::SageMaker::Domain': 'KmsKeyId',
  'AWS::SageMaker::NotebookInstance': 'KmsKeyId',
  'AWS::SageMaker::EndpointConfig': 'KmsKeyId',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::EFS::FileSystem': 'KmsKeyId',
  'AWS::EC2::Volume': 'KmsKeyId',
  'AWS::Redshift::Cluster': 'KmsKeyId',
  'AWS::RedshiftServerless::Namespace': 'KmsKeyId',
  'AWS::RDS::DBInstance': 'KmsKeyId',
  'AWS::RDS::DBCluster': 'KmsKeyId',
  'AWS::DynamoDB::Table': 'SSESpecification.KMSMasterKeyId',
  'AWS::OpenSearchService::Domain': 'EncryptionAtRestOptions.KmsKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::Kinesis::Stream': 'StreamEncryption.KeyId',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
  'AWS::CodeArtifact::Domain': 'EncryptionKey',
  'AWS::CodeCommit::Repository': 'KmsKeyId',
  'AWS::CodeBuild::Project': 'EncryptionKey',
  'AWS::ECR::Repository': 'EncryptionConfiguration.KmsKey',
  'AWS::StepFunctions::StateMachine': 'EncryptionConfiguration.KmsKeyId',
  'AWS::Athena::WorkGroup': 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey',
  'AWS::Glue::Job': 'SecurityConfiguration',
  'AWS::EMR::Cluster': 'SecurityConfiguration',
  'AWS::CloudTrail::Trail': 'KMSKeyId',
  'AWS::Backup::BackupVault': 'EncryptionKeyArn',
  'AWS::DataZone::Domain': 'KmsKeyIdentifier',
  'AWS::MWAA::Environment': 'KmsKey',
};

/** Types that ignore their key unless encryption is switched on as well. */
const switches: Readonly<Record<string, string>> = {
  'AWS::EFS::FileSystem': 'Encrypted',
  'AWS::EC2::Volume': 'Encrypted',
  'AWS::Redshift::Cluster': 'Encrypted',
  'AWS::RDS::DBInstance': 'StorageEncrypted',
  'AWS::RDS::DBCluster': 'StorageEncrypted',
};

/** An instance of a cluster has the cluster's encryption. */
function isOfCluster({ properties }: EvaluatedResource): boolean {
  return at(properties, 'DBClusterIdentifier') !== undefined;
}

/** That a key is not known to be the account's own is told by the rule of unknown values. */
function hasOwnKey(resource: EvaluatedResource, path: string, model: Model): boolean {
  const value = at(resource.properties, path);
  if (value === undefined || value === null) return false;
  return path.endsWith('SecurityConfiguration') || ownKey(value, { resource, model }) !== 'unsafe';
}

function withoutKey(model: Model): Violation[] {
  return Object.entries(keys).flatMap(([type, path]) =>
    model
      .ofType(type)
      .filter((resource) => !hasOwnKey(resource, path, model) && !isOfCluster(resource))
      .map((resource) => ({
        at: resource,
        path: `Properties.${path}`,
        message: `${resource.logicalId} is not encrypted with a key of the account's own.`,
        fix: `Name the key in ${path}.`,
      })),
  );
}

function switchedOff(model: Model): Violation[] {
  return Object.entries(switches).flatMap(([type, path]) =>
    model
      .ofType(type)
      .filter((resource) => !isTrueAt(resource.properties, path) && !isOfCluster(resource))
      .map((resource) => ({
        at: resource,
        path: `Properties.${path}`,
        message: `${resource.logicalId} is not encrypted.`,
        fix: `Set ${path} to true.`,
      })),
  );
}

function withoutRotation(model: Model): Violation[] {
  return model
    .ofType('AWS::KMS::Key')
    .filter(({ properties }) => (textAt(properties, 'KeySpec') ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT')
    .filter(({ properties }) => !isTrueAt(properties, 'EnableKeyRotation'))
    .map((resource) => ({
      at: resource,
      path: 'Properties.EnableKeyRotation',
      message: `${resource.logicalId} is never changed.`,
      fix: 'Set EnableKeyRotation to true.',
    }));
}

function withoutRetention(model: Model): Violation[] {
  return model
    .ofType('AWS::Logs::LogGroup')
    .filter(({ properties }) => at(properties, 'RetentionInDays') === undefined)
    .map((resource) => ({
      at: resource,
      path: 'Properties.RetentionInDays',
      message: `${resource.logicalId} keeps its lines, and costs, for ever.`,
      fix: 'Set RetentionInDays.',
    }));
}

export const encryptionRules: readonly Rule[] = [
  {
    id: 'customer-key',
    proves: "Everything that keeps data and takes a key has one of the account's own.",
    beyond:
      'Types that take no key in CloudFormation, such as tracking and parameters; AWS encrypts those with keys of its own.',
    violations: withoutKey,
  },
  {
    id: 'encryption-off',
    proves: 'No disk, file system or database is left unencrypted.',
    beyond: '',
    violations: switchedOff,
  },
  {
    id: 'key-rotation',
    proves: 'Keys are changed every year.',
    beyond: 'Keys of other material than AWS makes.',
    violations: withoutRotation,
  },
  {
    id: 'log-retention',
    proves: 'Logs are kept for a time that somebody chose.',
    beyond: 'Log groups that services make by themselves.',
    violations: withoutRetention,
  },
];
