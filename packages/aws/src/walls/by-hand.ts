import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import { call } from '../journeys/calls/api-call.ts';
import { inDomain, strangePerson, type Trespass } from './attempt.ts';

/** Verbs of a service on a thing of the project. */
type Hands = readonly [service: string, resource: string, verbs: string];

/**
 * What the file and a deployment decide, changed by hand: no person makes these calls, whoever allows them. Things carry our
 * tag, so that a refusal of what others have made is not what stops it.
 */
export function byHand(ground: PolicyGround, project: string): readonly Trespass[] {
  const tagged = { 'aws:ResourceTag/atelier:workspace': ground.names.workspace };
  const hands = [...accountHands(ground, project), ...sourceHands(ground, project), ...studioHands(ground, project)];
  return hands.flatMap(([service, resource, verbs]) =>
    verbs.split(' ').map((verb): Trespass => [`calls ${verb} by hand`, call(`${service}:${verb}`, resource, tagged)]),
  );
}

function accountHands(ground: PolicyGround, project: string): readonly Hands[] {
  const { names, ids } = ground;
  const { partition, account } = names.place;
  const role = names.roleArn(names.jobRole(project));
  const stack = arnOf(ground, 'cloudformation', `stack/${names.workspace}-project-${project}/1`);
  return [
    ['budgets', `arn:${partition}:budgets::${account}:budget/${names.budget(project)}-0a1b2c3d`, 'ModifyBudget'],
    ['cloudformation', stack, 'CreateStack UpdateStack DeleteStack CreateChangeSet ExecuteChangeSet SetStackPolicy'],
    ['ec2', arnOf(ground, 'ec2', 'route-table/rtb-1'), 'CreateRoute'],
    ['ec2', arnOf(ground, 'ec2', 'vpc-endpoint/vpce-1'), 'ModifyVpcEndpoint DeleteVpcEndpoints'],
    ['ec2', arnOf(ground, 'ec2', 'security-group/sg-1'), 'AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress'],
    [
      'iam',
      role,
      'AttachRolePolicy CreateRole DeleteRolePolicy DeleteRolePermissionsBoundary DetachRolePolicy PutRolePolicy ' +
        'PutRolePermissionsBoundary TagRole UntagRole UpdateAssumeRolePolicy UpdateRole',
    ],
    ['iam', names.policyArn(names.insidePolicy), 'CreatePolicyVersion DeletePolicyVersion SetDefaultPolicyVersion'],
    ['iam', role.replace(':role/', ':instance-profile/'), 'AddRoleToInstanceProfile RemoveRoleFromInstanceProfile'],
    [
      'kms',
      ids.keyArn,
      'CancelKeyDeletion DisableKey DisableKeyRotation PutKeyPolicy ScheduleKeyDeletion UpdateKeyDescription',
    ],
    ['lambda', arnOf(ground, 'lambda', 'function:x'), 'CreateFunction InvokeFunction UpdateFunctionCode AddPermission'],
    [
      's3',
      bucketArn(ground, names.projectBucket(project, 'data')),
      'DeleteBucket DeleteBucketPolicy PutBucketPolicy PutBucketAcl PutBucketCORS PutBucketNotification ' +
        'PutBucketVersioning PutBucketPublicAccessBlock PutEncryptionConfiguration PutLifecycleConfiguration ' +
        'PutReplicationConfiguration',
    ],
    ['sts', role, 'AssumeRole'],
  ];
}

function sourceHands(ground: PolicyGround, project: string): readonly Hands[] {
  const { names } = ground;
  const of = (resource: string) => arnOf(ground, 'codeartifact', resource);
  const repository = of(`repository/${names.packageDomain}/${names.packageRepository}`);
  const pack = of(`package/${names.packageDomain}/${names.packageRepository}/npm/ours/charts`);
  return [
    ['codeartifact', '*', 'CreateDomain CreateRepository'],
    ['codeartifact', of(`domain/${names.packageDomain}`), 'DeleteDomain PutDomainPermissionsPolicy'],
    [
      'codeartifact',
      repository,
      'AssociateExternalConnection DeleteRepository DisassociateExternalConnection ' +
        'PutRepositoryPermissionsPolicy UpdateRepository',
    ],
    ['codeartifact', pack, 'DeletePackage DisposePackageVersions PublishPackageVersion PutPackageOriginConfiguration'],
    ['codecommit', arnOf(ground, 'codecommit', names.repository(project)), 'CreateRepository DeleteRepository'],
    [
      'ssm',
      arnOf(ground, 'ssm', `parameter${names.settingsPath(project)}/x`),
      'DeleteParameter DeleteParameters PutParameter',
    ],
    [
      'states',
      arnOf(ground, 'states', `stateMachine:${names.projectPrefix(project)}1`),
      'CreateStateMachine DeleteStateMachine UpdateStateMachine',
    ],
    ['states', '*', 'TestState'],
  ];
}

function studioHands(ground: PolicyGround, project: string): readonly Hands[] {
  const { names, ids } = ground;
  const of = (kind: string, rest = `${names.projectPrefix(project)}1`) => arnOf(ground, 'sagemaker', `${kind}/${rest}`);
  const group = names.modelPackageGroup(project);
  return [
    ['sagemaker', of('domain', ids.domain), 'CreateDomain DeleteDomain UpdateDomain'],
    [
      'sagemaker',
      inDomain(ground, 'user-profile', strangePerson(ground)),
      'CreateUserProfile DeleteUserProfile UpdateUserProfile',
    ],
    ['sagemaker', of('endpoint'), 'CreateEndpoint DeleteEndpoint UpdateEndpoint UpdateEndpointWeightsAndCapacities'],
    ['sagemaker', of('endpoint-config'), 'CreateEndpointConfig DeleteEndpointConfig'],
    [
      'sagemaker',
      of('mlflow-tracking-server'),
      'CreateMlflowTrackingServer DeleteMlflowTrackingServer UpdateMlflowTrackingServer',
    ],
    ['sagemaker', of('notebook-instance'), 'CreateNotebookInstance CreatePresignedNotebookInstanceUrl'],
    ['sagemaker', of('model-package', `${group}/1`), 'DeleteModelPackage'],
    [
      'sagemaker',
      of('model-package-group', group),
      'DeleteModelPackageGroup DeleteModelPackageGroupPolicy PutModelPackageGroupPolicy',
    ],
    ['sagemaker', of('project', `${names.workspace}-new`), 'DeleteProject'],
    ['sagemaker', of('training-job'), 'DeleteTags'],
  ];
}
