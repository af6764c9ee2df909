import type { Probe } from './grants.ts';

/** Where the resources of an action have the name of another service. */
const otherServices: Readonly<Record<string, string>> = {
  sts: 'iam',
  'redshift-data': 'redshift-serverless',
  'ec2-instance-connect': 'ec2',
  'rds-data': 'rds',
};

/** A resource of each kind that nobody has named, by the service in its ARN. */
const resources: Readonly<Record<string, readonly string[]>> = {
  iam: ['role/zq7', 'user/zq7', 'group/zq7', 'policy/zq7'],
  lambda: ['function:zq7'],
  codebuild: ['project/zq7'],
  glue: ['job/zq7', 'devEndpoint/zq7', 'session/zq7'],
  states: ['stateMachine:zq7'],
  ssm: ['parameter/zq7', 'document/zq7', 'managed-instance/mi-zq7', 'session/zq7', 'association/zq7'],
  ec2: ['instance/i-0zq7'],
  ecs: ['task-definition/zq7:1', 'service/zq7/zq7', 'task/zq7/zq7', 'cluster/zq7'],
  sagemaker: ['notebook-instance/zq7', 'domain/d-zq7', 'user-profile/d-zq7/zq7', 'pipeline/zq7', 'model-package/zq7/1'],
  elasticmapreduce: ['cluster/j-ZQ7', 'editor/e-ZQ7', 'studio/es-ZQ7'],
  batch: ['job-queue/zq7', 'job-definition/zq7:1'],
  apprunner: ['service/zq7/zq7'],
  codepipeline: ['zq7', 'zq7/zq7/zq7'],
  cloudformation: ['stack/zq7/zq7', 'stackset/zq7:zq7'],
  s3: ['zq7/zq7', 'zq7'],
  s3tables: ['bucket/zq7/table/zq7'],
  secretsmanager: ['secret:zq7-ZQ7zq7'],
  kms: ['key/zq7'],
  dynamodb: ['table/zq7', 'table/zq7/index/zq7'],
  sqs: ['zq7'],
  kinesis: ['stream/zq7'],
  codecommit: ['zq7'],
  redshift: ['dbuser:zq7/zq7', 'dbname:zq7/zq7'],
  'redshift-serverless': ['workgroup/zq7'],
  'rds-db': ['dbuser:zq7/zq7'],
  rds: ['cluster:zq7'],
  'sagemaker-featurestore-runtime': ['feature-group/zq7'],
};

/** Resources that only a right to all of a kind reaches. */
export function probesFor(action: string): readonly Probe[] {
  const prefix = action.split(':')[0] ?? '';
  const service = otherServices[prefix] ?? prefix;
  const special = action.startsWith('ssm:S') ? [{ service: 'ec2', resource: 'instance/i-0zq7' }] : [];
  return [...(resources[service] ?? ['zq7']).map((resource) => ({ service, resource })), ...special];
}
