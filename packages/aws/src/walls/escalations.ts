import { approvingRoles, type Person, rowOf } from '@atelier/core';
import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import { call } from '../journeys/calls/api-call.ts';
import { type HeldAttempt, heldBy, inDomain, strangePerson, strangeProject, type Trespass } from './attempt.ts';
import { byHand } from './by-hand.ts';
import { changeCode } from './code-attempts.ts';
import { leaveTheNetwork } from './leave-the-network.ts';
import { openPlace } from './places.ts';
import { misuse, reachOver } from './trespasses.ts';
import { insideOf, workOutside } from './work-outside.ts';

/** Attempts of a person that no project is needed for, and in which nobody must ever succeed. */
export function attemptsOf(ground: PolicyGround, person: Person): readonly HeldAttempt[] {
  return [
    ...heldBy(['rights', 'limits'], [...takeOver(ground), ...makeAnew(ground)]),
    ...heldBy(['rights'], reachOver(ground, person)),
    ...actAsSomebodyElse(ground, person),
  ];
}

/** Attempts of a person in a project, member of it or not. */
export function attemptsIn(ground: PolicyGround, person: Person, project: string): readonly HeldAttempt[] {
  return [
    ...heldBy(['rights', 'limits'], destroy(ground, project)),
    ...leaveTheNetwork(ground, person, project),
    ...heldBy(['limits'], byHand(ground, project)),
    ...workOutside(ground, person, project),
    ...keepDuties(ground, person, project),
    ...changeCode(ground, person, project),
    ...heldBy(['rights'], misuse(ground, person, project)),
  ];
}

function takeOver(ground: PolicyGround): readonly Trespass[] {
  const { names } = ground;
  const role = names.roleArn(names.personRole(strangePerson(ground)));
  const policy = names.policyArn(names.rolePolicy('data-scientist'));
  const passed = { 'iam:PassedToService': 'sagemaker.amazonaws.com' };
  return [
    ['passes on the role of somebody else', call('iam:PassRole', role, passed)],
    ['passes on a role of the account', call('iam:PassRole', names.roleArn('Admin'), passed)],
    ['makes a function', call('lambda:CreateFunction', arnOf(ground, 'lambda', 'function:way-out'))],
    ['makes a stack', call('cloudformation:CreateStack', arnOf(ground, 'cloudformation', 'stack/way-out/1'))],
    ['writes itself a policy', call('iam:PutRolePolicy', role)],
    ['attaches a policy', call('iam:AttachRolePolicy', role)],
    ['changes a policy', call('iam:CreatePolicyVersion', policy)],
    ['changes who may take on a role', call('iam:UpdateAssumeRolePolicy', role)],
    ['removes the boundary', call('iam:DeleteRolePermissionsBoundary', role)],
    ['becomes somebody else by a tag', call('iam:TagRole', role, { 'aws:TagKeys': ['atelier:person'] })],
    ['makes a key for itself', call('iam:CreateAccessKey', names.roleArn('me').replace(':role/', ':user/'))],
    ['takes on the role of jobs', call('sts:AssumeRole', names.roleArn(names.jobRole(strangeProject(ground))))],
    [
      'writes a state machine',
      call('states:CreateStateMachine', arnOf(ground, 'states', `stateMachine:${names.workspace}--x`)),
    ],
    ['makes a profile', call('sagemaker:CreateUserProfile', inDomain(ground, 'user-profile', strangePerson(ground)))],
    [
      'changes the role of a profile',
      call('sagemaker:UpdateUserProfile', inDomain(ground, 'user-profile', strangePerson(ground))),
    ],
  ];
}

function destroy(ground: PolicyGround, project: string): readonly Trespass[] {
  const { names, ids } = ground;
  const bucket = bucketArn(ground, names.projectBucket(project, 'data'));
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

/** Tried in the own domain, so that only whose it is tells it apart. */
function makeAnew(ground: PolicyGround): readonly Trespass[] {
  const notebook = arnOf(ground, 'sagemaker', 'notebook-instance/way-out');
  return [
    ['makes a notebook outside of the domain', call('sagemaker:CreateNotebookInstance', notebook)],
    ['opens a notebook outside of the domain', call('sagemaker:CreatePresignedNotebookInstanceUrl', notebook)],
    ['makes a domain', call('sagemaker:CreateDomain', arnOf(ground, 'sagemaker', 'domain/d-new'))],
    ['opens the network', call('ec2:CreateRoute', arnOf(ground, 'ec2', 'route-table/rtb-1'))],
  ];
}

function actAsSomebodyElse(ground: PolicyGround, { role, profile }: Person): readonly HeldAttempt[] {
  const name = strangePerson(ground);
  const somebody = inDomain(ground, 'user-profile', name);
  const theirs = { 'sagemaker:SpaceSharingType': 'Private', 'sagemaker:OwnerUserProfileArn': somebody };
  const own = { 'sagemaker:OwnerUserProfileArn': inDomain(ground, 'user-profile', profile) };
  const app = inDomain(ground, 'app', `${name}/JupyterLab/default`);
  const space = inDomain(ground, 'space', name);
  return [
    ...heldBy(
      ['rights', 'limits'],
      [
        ['signs in as somebody else', call('sagemaker:CreatePresignedDomainUrl', somebody, openPlace(ground))],
        ['starts a space of somebody else', call('sagemaker:CreateApp', app, theirs)],
        ...['CreateSpace', 'UpdateSpace', 'DeleteSpace'].map(
          (verb): Trespass => [`calls ${verb} for somebody else`, call(`sagemaker:${verb}`, space, theirs)],
        ),
      ],
    ),
    ...heldBy(
      ['rights'],
      [
        [
          'makes a space for several people',
          call('sagemaker:CreateSpace', inDomain(ground, 'space', 'zq7'), {
            ...own,
            'sagemaker:SpaceSharingType': 'Shared',
          }),
        ],
        ['looks into a space of somebody else', call('sagemaker:DescribeSpace', space)],
        ...(rowOf('space.stop').everywhere.includes(role)
          ? []
          : [['stops a space of somebody else', call('sagemaker:DeleteApp', app, theirs)] as const]),
      ],
    ),
  ];
}

function keepDuties(ground: PolicyGround, { role }: Person, project: string): readonly HeldAttempt[] {
  const of = (resource: string) => arnOf(ground, 'sagemaker', resource);
  const version = of(`model-package/${ground.names.modelPackageGroup(project)}/1`);
  const approved = { 'sagemaker:ModelApprovalStatus': 'Approved' };
  const endpoint = of(`endpoint/${ground.names.projectPrefix(project)}forecast`);
  const served = of(`model/${ground.names.servedPrefix(project)}forecast-1`);
  const approve: Trespass = ['approves a model', call('sagemaker:UpdateModelPackage', version, approved)];
  const create: Trespass = [
    'begins a project',
    call('sagemaker:CreateProject', of(`project/${ground.names.workspace}-new`)),
  ];
  return [
    ...heldBy(
      ['limits'],
      [
        ['offers a model as approved', call('sagemaker:CreateModelPackage', version, approved)],
        ['removes the model of an endpoint', call('sagemaker:DeleteModel', served)],
        ['makes the model of an endpoint anew', call('sagemaker:CreateModel', served, insideOf(ground))],
      ],
    ),
    ...heldBy(
      ['rights', 'limits'],
      [
        ['deploys by hand', call('sagemaker:UpdateEndpoint', endpoint)],
        ['removes an endpoint', call('sagemaker:DeleteEndpoint', endpoint)],
        ...(approvingRoles.includes(role) ? [] : [approve]),
        ...(rowOf('project.create').roles.includes(role) ? [] : [create]),
      ],
    ),
  ];
}
