import { allow, type Statement } from '../access/policy.ts';
import { arnOf, workspaceTag } from '../access/policy-ground.ts';
import { lockStatement } from './deploy-statements.ts';
import { bucketPattern, logGroups, type RightsGround, stackPattern, studioArns } from './rights-ground.ts';

/** Tag that SageMaker gives to what it makes for a domain; that its security groups carry it is assumed. */
export const domainTag = 'ManagedByAmazonSageMakerResource';

/** What a teardown removes, apart from what CloudFormation removes with its own role. */
export function destroyStatements(ground: RightsGround): readonly Statement[] {
  const { name } = ground.workspace;
  const ours = { StringEquals: { [`aws:ResourceTag/${workspaceTag}`]: name } };
  const removeAll = (kinds: readonly string[]) => kinds.map((kind) => `sagemaker:Delete${kind}`);
  const namespaces = arnOf(ground, 'redshift-serverless', 'namespace/*');
  return [
    allow('DestroyStacks', ['cloudformation:DeleteStack'], [stackPattern(ground)]),
    allow('DestroyStudio', removeAll(['App', 'Domain', 'MlflowApp', 'Space', 'UserProfile']), studioArns(ground), ours),
    allow(
      'DestroyProjects',
      removeAll(['Endpoint', 'EndpointConfig', 'MlflowTrackingServer', 'Model', 'ModelPackage', 'ModelPackageGroup']),
      ['endpoint', 'endpoint-config', 'mlflow-tracking-server', 'model', 'model-package', 'model-package-group'].map(
        (kind) => arnOf(ground, 'sagemaker', `${kind}/${name}--*`),
      ),
    ),
    ...homeFolderStatements(ground),
    allow('DestroyBuckets', ['s3:DeleteBucket'], [bucketPattern(ground)]),
    allow('DestroyObjects', ['s3:DeleteObject', 's3:DeleteObjectVersion'], [`${bucketPattern(ground)}/*`]),
    allow('DestroyLogs', ['logs:DeleteLogGroup', 'logs:TagResource'], logGroups(ground)),
    allow('DestroyKeys', ['kms:ScheduleKeyDeletion'], [arnOf(ground, 'kms', 'key/*')], ours),
    allow('DestroyCode', ['codecommit:DeleteRepository'], [arnOf(ground, 'codecommit', `${name}-*`)]),
    lockStatement(ground),
    allow('DestroyWarehouses', ['redshift-serverless:DeleteNamespace'], [namespaces], ours),
  ];
}

/** What SageMaker makes for a domain carries no tag of the workspace, and outlives the domain. */
function homeFolderStatements(ground: RightsGround): readonly Statement[] {
  const ofDomains = { StringLike: { [`aws:ResourceTag/${domainTag}`]: arnOf(ground, 'sagemaker', 'domain/*') } };
  return [
    allow(
      'DestroyHomeFolders',
      ['DeleteAccessPoint', 'DeleteFileSystem', 'DeleteMountTarget', 'TagResource'].map(
        (what) => `elasticfilesystem:${what}`,
      ),
      ['file-system/*', 'access-point/*'].map((resource) => arnOf(ground, 'elasticfilesystem', resource)),
      ofDomains,
    ),
    allow(
      'DestroyHomeFolderGroups',
      ['DeleteSecurityGroup', 'RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'].map((what) => `ec2:${what}`),
      [arnOf(ground, 'ec2', 'security-group/*')],
      ofDomains,
    ),
  ];
}
