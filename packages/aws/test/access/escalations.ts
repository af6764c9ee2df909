import { approvingRoles, type Person, rowOf } from '@atelier/core';
import { arnOf } from '../../src/access/policy-ground.ts';
import { type ApiCall, call } from '../../src/journeys/calls/api-call.ts';
import { type Attempt, foreign, inDomain, refused } from './attempt.ts';
import { changeCode } from './code-attempts.ts';
import { account, type Principals } from './principals.ts';
import type { Question } from './question.ts';
import { misuse, reachOver } from './trespasses.ts';

const large = { 'sagemaker:InstanceTypes': ['ml.p4d.24xlarge'] };

/** Attempts that no person must ever succeed in, member of `project` or not; every one has to be refused. */
export function escalationsOf(principals: Principals, person: Person, project: string): Question[] {
  const always = [
    ...takeOver(principals),
    ...destroy(principals, project),
    ...leave(person, principals, project),
    ...workOutside(principals, project),
    ...actAsSomebodyElse(principals),
    ...keepDuties(person, principals, project),
    ...changeCode(principals, person, project),
  ];
  return [
    ...refused(always, true),
    ...refused([...reachOver(principals, person), ...misuse(principals, person, project)], false),
  ];
}

function takeOver({ ground }: Principals): Attempt[] {
  const { names } = ground;
  const role = names.roleArn(names.personRole('lead'));
  const policy = names.policyArn(names.rolePolicy('data-scientist'));
  const passed = { 'iam:PassedToService': 'sagemaker.amazonaws.com' };
  return [
    ['passes on the role of somebody else', call('iam:PassRole', role, passed)],
    ['passes on a role of the account', call('iam:PassRole', `arn:aws:iam::${account}:role/Admin`, passed)],
    ['makes a function', call('lambda:CreateFunction', arnOf(ground, 'lambda', 'function:way-out'))],
    ['makes a stack', call('cloudformation:CreateStack', arnOf(ground, 'cloudformation', 'stack/way-out/1'))],
    ['writes itself a policy', call('iam:PutRolePolicy', role)],
    ['attaches a policy', call('iam:AttachRolePolicy', role)],
    ['changes a policy', call('iam:CreatePolicyVersion', policy)],
    ['changes who may take on a role', call('iam:UpdateAssumeRolePolicy', role)],
    ['removes the boundary', call('iam:DeleteRolePermissionsBoundary', role)],
    ['becomes somebody else by a tag', call('iam:TagRole', role, { 'aws:TagKeys': ['atelier:person'] })],
    ['makes a key for itself', call('iam:CreateAccessKey', `arn:aws:iam::${account}:user/me`)],
    ['takes on the role of jobs', call('sts:AssumeRole', names.roleArn(names.jobRole('sales')))],
    ['writes a state machine', call('states:CreateStateMachine', arnOf(ground, 'states', 'stateMachine:acme--x'))],
    ['makes a profile', call('sagemaker:CreateUserProfile', inDomain(ground, 'user-profile', 'lead'))],
    ['changes the role of a profile', call('sagemaker:UpdateUserProfile', inDomain(ground, 'user-profile', 'lead'))],
  ];
}

function destroy({ ground }: Principals, project: string): Attempt[] {
  const { names, ids } = ground;
  const bucket = `arn:aws:s3:::${names.projectBucket(project, 'data')}`;
  const domain = arnOf(ground, 'sagemaker', `domain/${ids.domain}`);
  return [
    ['deletes a bucket', call('s3:DeleteBucket', bucket)],
    ['opens a bucket', call('s3:PutBucketPolicy', bucket)],
    ['deletes the key', call('kms:ScheduleKeyDeletion', ids.keyArn)],
    ['opens the key', call('kms:PutKeyPolicy', ids.keyArn)],
    ['deletes the domain', call('sagemaker:DeleteDomain', domain)],
    ['changes the domain', call('sagemaker:UpdateDomain', domain)],
    [
      'deletes a version of a model',
      call(
        'sagemaker:DeleteModelPackage',
        arnOf(ground, 'sagemaker', `model-package/${names.modelPackageGroup(project)}/1`),
      ),
    ],
    [
      'deletes settings',
      call('ssm:DeleteParameter', arnOf(ground, 'ssm', `parameter${names.settingsPath(project)}/x`)),
    ],
    [
      'deletes a repository',
      call('codecommit:DeleteRepository', arnOf(ground, 'codecommit', names.repository(project))),
    ],
    [
      'opens the packages',
      call(
        'codeartifact:AssociateExternalConnection',
        arnOf(ground, 'codeartifact', `repository/${names.packageDomain}/${names.packageRepository}`),
      ),
    ],
  ];
}

/** Data does not leave: not to other accounts, and not to callers outside of the network. */
function leave({ profile }: Person, { ground }: Principals, project: string): Attempt[] {
  const { names } = ground;
  const object = `arn:aws:s3:::${names.projectBucket(project, 'data')}/sales.csv`;
  const outside = { 'aws:SourceVpc': 'vpc-elsewhere' };
  const own = arnOf(ground, 'sagemaker', `user-profile/${ground.ids.domain}/${profile}`);
  const abroad = { 'aws:ResourceAccount': '999988887777' };
  return [
    ['writes to a bucket of another account', call('s3:PutObject', `arn:aws:s3:::${foreign}/sales.csv`, abroad)],
    ['reads from a bucket of another account', call('s3:GetObject', `arn:aws:s3:::${foreign}/sales.csv`, abroad)],
    ['reads data from outside', call('s3:GetObject', object, outside)],
    ['signs in from outside', call('sagemaker:CreatePresignedDomainUrl', own, outside)],
    [
      'pulls code from outside',
      call('codecommit:GitPull', arnOf(ground, 'codecommit', names.repository(project)), outside),
    ],
    [
      'tracks from outside',
      call('sagemaker:CallMlflowAppApi', arnOf(ground, 'sagemaker', 'mlflow-app/id-of-sales'), outside),
    ],
    [
      'makes a notebook outside of the domain',
      call('sagemaker:CreateNotebookInstance', arnOf(ground, 'sagemaker', 'notebook-instance/way-out')),
    ],
  ];
}

/** Jobs and spaces stay in the network, on the allowed instances, and in this domain. */
function workOutside({ ground }: Principals, project: string): Attempt[] {
  const { names, ids } = ground;
  const job = arnOf(ground, 'sagemaker', `training-job/${names.projectPrefix(project)}train-1`);
  const ours = { 'aws:RequestTag/atelier:workspace': names.workspace };
  const inside = {
    ...ours,
    'sagemaker:VpcSubnets': ids.subnets,
    'sagemaker:VpcSecurityGroupIds': ids.securityGroups,
  };
  const theirs = { ...inside, 'aws:RequestTag/atelier:workspace': foreign };
  const { 'aws:RequestTag/atelier:workspace': _, ...untagged } = inside;
  const train = (context: ApiCall['context']) => call('sagemaker:CreateTrainingJob', job, context);
  const own = {
    'sagemaker:SpaceSharingType': 'Private',
    'sagemaker:OwnerUserProfileArn': inDomain(ground, 'user-profile', 'july'),
  };
  return [
    ['trains without a network', train(ours)],
    ['trains in another subnet', train({ ...inside, 'sagemaker:VpcSubnets': [...ids.subnets, 'subnet-elsewhere'] })],
    ['trains in another group', train({ ...inside, 'sagemaker:VpcSecurityGroupIds': ['sg-elsewhere'] })],
    ['trains on a large instance', train({ ...inside, ...large })],
    ['trains without our tag', train(untagged)],
    ['trains with the tag of others', train(theirs)],
    ...['ProcessingJob', 'TransformJob', 'Model'].map((kind): Attempt => {
      const arn = job.replace('training-job', kind.replace('Job', '-job').toLowerCase());
      return [`makes a ${kind} without our tag`, call(`sagemaker:Create${kind}`, arn, untagged)];
    }),
    [
      'gives the tag of others',
      call('sagemaker:AddTags', job, { ...theirs, 'sagemaker:TaggingAction': 'CreateTrainingJob' }),
    ],
    ['removes our tag', call('sagemaker:DeleteTags', job, { 'aws:TagKeys': ['atelier:workspace'] })],
    ['mounts the home folders', train({ ...inside, 'sagemaker:FileSystemId': 'fs-0123456789abcdef0' })],
    [
      'tunes on the home folders',
      call(
        'sagemaker:CreateHyperParameterTuningJob',
        arnOf(ground, 'sagemaker', `hyper-parameter-tuning-job/${names.projectPrefix(project)}tune`),
        { ...inside, 'sagemaker:FileSystemId': 'fs-0123456789abcdef0' },
      ),
    ],
    [
      'makes a space for an editor elsewhere',
      call('sagemaker:CreateSpace', inDomain(ground, 'space', 'july'), { ...own, 'sagemaker:RemoteAccess': 'ENABLED' }),
    ],
    [
      'opens a space to an editor elsewhere',
      call('sagemaker:UpdateSpace', inDomain(ground, 'space', 'july'), { ...own, 'sagemaker:RemoteAccess': 'ENABLED' }),
    ],
    ['works in a space from elsewhere', call('sagemaker:StartSession', inDomain(ground, 'space', 'july'))],
    [
      'starts a large space',
      call('sagemaker:CreateApp', inDomain(ground, 'app', 'july/JupyterLab/default'), { ...own, ...large }),
    ],
    [
      'sees a job of another workspace',
      call('sagemaker:DescribeTrainingJob', arnOf(ground, 'sagemaker', `training-job/${foreign}-1`)),
    ],
    [
      'deletes an app of another domain',
      call('sagemaker:DeleteApp', arnOf(ground, 'sagemaker', 'app/d-elsewhere/july/JupyterLab/default')),
    ],
  ];
}

function actAsSomebodyElse({ ground }: Principals): Attempt[] {
  const somebody = inDomain(ground, 'user-profile', 'somebody');
  const theirs = { 'sagemaker:SpaceSharingType': 'Private', 'sagemaker:OwnerUserProfileArn': somebody };
  return [
    ['signs in as somebody else', call('sagemaker:CreatePresignedDomainUrl', somebody)],
    [
      'starts a space of somebody else',
      call('sagemaker:CreateApp', inDomain(ground, 'app', 'somebody/JupyterLab/default'), theirs),
    ],
    ['changes a space of somebody else', call('sagemaker:UpdateSpace', inDomain(ground, 'space', 'somebody'), theirs)],
  ];
}

function keepDuties({ role }: Person, { ground }: Principals, project: string): Attempt[] {
  const version = arnOf(ground, 'sagemaker', `model-package/${ground.names.modelPackageGroup(project)}/1`);
  const approved = { 'sagemaker:ModelApprovalStatus': 'Approved' };
  const endpoint = arnOf(ground, 'sagemaker', `endpoint/${ground.names.projectPrefix(project)}forecast`);
  const served = arnOf(ground, 'sagemaker', `model/${ground.names.servedPrefix(project)}forecast-1`);
  const attempts: Attempt[] = [
    ['offers a model as approved', call('sagemaker:CreateModelPackage', version, approved)],
    ['deploys by hand', call('sagemaker:UpdateEndpoint', endpoint)],
    ['removes an endpoint', call('sagemaker:DeleteEndpoint', endpoint)],
    ['removes the model of an endpoint', call('sagemaker:DeleteModel', served)],
  ];
  const approve: Attempt = ['approves a model', call('sagemaker:UpdateModelPackage', version, approved)];
  const create: Attempt = [
    'begins a project',
    call('sagemaker:CreateProject', arnOf(ground, 'sagemaker', `project/${ground.names.workspace}-new`)),
  ];
  return [
    ...attempts,
    ...(approvingRoles.includes(role) ? [] : [approve]),
    ...(rowOf('project.create').roles.includes(role) ? [] : [create]),
  ];
}
