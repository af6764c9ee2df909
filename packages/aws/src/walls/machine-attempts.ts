import type { Project } from '@atelier/core';
import { arnOf, bucketArn, type PolicyGround, projectTag } from '../access/policy-ground.ts';
import { type ApiCall, call } from '../journeys/calls/api-call.ts';
import {
  foreign,
  type HeldAttempt,
  heldBy,
  inDomain,
  strangePerson,
  strangeProject,
  type Trespass,
} from './attempt.ts';
import { containerAttempts } from './container-attempts.ts';
import { largeJobs, trainOutside, untagged } from './work-outside.ts';

/** A role in which no person works, and what it must never succeed in. */
export interface MachineAttempts {
  readonly role: string;
  /** For people, such as `jobs of sales`. */
  readonly who: string;
  readonly attempts: readonly HeldAttempt[];
}

/** Attempts that code could make in the roles of a project's machines. */
export function machineAttempts(ground: PolicyGround, { name }: Project): readonly MachineAttempts[] {
  return [...ofWork(ground, name), ...ofServices(ground, name)];
}

/** Jobs and flows run the code of people; model servers what these have made. */
function ofWork(ground: PolicyGround, name: string): readonly MachineAttempts[] {
  const { names } = ground;
  const both = [
    ...everywhere(ground, name),
    ...heldBy(['limits'], [...approve(ground, name), ...trainOutside(ground, name), ...largeJobs(ground, name)]),
    ...heldBy(['rights'], writeData(ground, name)),
  ];
  const container = heldBy(['rights'], containerAttempts(ground));
  const flows = heldBy(
    ['limits'],
    [...untagged(ground, name), ...serveUntagged(ground, name), serveAnything(ground, name)],
  );
  return [
    {
      role: names.jobRole(name),
      who: `jobs of ${name}`,
      attempts: [...both, ...container, ...heldBy(['rights'], deploy(ground, name))],
    },
    { role: names.flowRole(name), who: `flows of ${name}`, attempts: [...both, ...flows] },
    {
      role: names.servingRole(name),
      who: `model servers of ${name}`,
      attempts: [...everywhere(ground, name), ...container, ...heldBy(['rights'], readChangeable(ground, name))],
    },
  ];
}

/** Services that work for everybody in a project. */
function ofServices(ground: PolicyGround, name: string): readonly MachineAttempts[] {
  const { names } = ground;
  const others = [...becomeOthers(ground), ...reachOver(ground)];
  const tracking = [...leaveWithData(ground), ...keepElsewhere(ground, name), ...writeData(ground, name)];
  const warehouse = [...writeData(ground, name), ...writeResults(ground, name)];
  return [
    {
      role: names.warehouseRole(name),
      who: `the warehouse of ${name}`,
      attempts: [...everywhere(ground, name), ...heldBy(['rights'], warehouse)],
    },
    {
      role: names.trackingRole(name),
      who: `tracking of ${name}`,
      attempts: heldBy(['rights'], [...others, ...tracking]),
    },
    { role: names.scheduleRole(name), who: `the hours of ${name}`, attempts: heldBy(['rights'], others) },
  ];
}

/** What no machine with rights in a project may do, whichever it is. */
function everywhere(ground: PolicyGround, name: string): readonly HeldAttempt[] {
  return [
    ...heldBy(['rights'], [...becomeOthers(ground), ...reachOver(ground), ...misuse(ground, name)]),
    ...heldBy(['rights', 'limits'], leaveWithData(ground)),
  ];
}

function becomeOthers(ground: PolicyGround): readonly Trespass[] {
  const { names } = ground;
  const somebody = strangePerson(ground);
  const person = names.roleArn(names.personRole(somebody));
  const stranger = names.roleArn(names.jobRole(strangeProject(ground)));
  const passed = { 'iam:PassedToService': 'sagemaker.amazonaws.com' };
  return [
    ['passes on a person', call('iam:PassRole', person, passed)],
    ['passes on the jobs of another project', call('iam:PassRole', stranger, passed)],
    ['writes itself a policy', call('iam:PutRolePolicy', person)],
    ['takes on a person', call('sts:AssumeRole', person)],
    ['makes a function', call('lambda:CreateFunction', arnOf(ground, 'lambda', 'function:x'))],
    ['signs in as a person', call('sagemaker:CreatePresignedDomainUrl', inDomain(ground, 'user-profile', somebody))],
    ['changes a domain', call('sagemaker:UpdateDomain', inDomain(ground, 'domain', ''))],
  ];
}

function reachOver(ground: PolicyGround): readonly Trespass[] {
  const { names } = ground;
  const project = strangeProject(ground);
  const prefix = names.projectPrefix(project);
  const of = (kind: string) => arnOf(ground, 'sagemaker', `${kind}/${prefix}1`);
  const theirs = { [`aws:ResourceTag/${projectTag}`]: project };
  const bucket = (use: 'data' | 'artifacts') => bucketArn(ground, names.projectBucket(project, use));
  const calls: readonly ApiCall[] = [
    call('s3:GetObject', `${bucket('data')}/x`),
    call('s3:PutObject', `${bucket('artifacts')}/x`),
    call('s3:ListBucket', bucket('data'), { 's3:prefix': '' }),
    call('sagemaker:DescribeTrainingJob', of('training-job')),
    call('sagemaker:CreateTrainingJob', of('training-job')),
    call('sagemaker:UpdateEndpoint', of('endpoint')),
    call('sagemaker:StopMlflowTrackingServer', of('mlflow-tracking-server')),
    call('sagemaker-mlflow:CreateRun', of('mlflow-tracking-server')),
    call(
      'sagemaker:CreateModelPackage',
      arnOf(ground, 'sagemaker', `model-package/${names.modelPackageGroup(project)}/1`),
    ),
    call('redshift-data:ExecuteStatement', arnOf(ground, 'redshift-serverless', 'workgroup/id'), theirs),
    call('redshift-serverless:GetCredentials', arnOf(ground, 'redshift-serverless', 'workgroup/id'), theirs),
    call('states:StartExecution', arnOf(ground, 'states', `stateMachine:${prefix}1`)),
    call('states:StopExecution', arnOf(ground, 'states', `execution:${prefix}1:1`)),
    call('ssm:GetParameter', arnOf(ground, 'ssm', `parameter${names.settingsPath(project)}/x`)),
    call('sns:Publish', arnOf(ground, 'sns', names.noticeTopic(project))),
    call('codeartifact:ReadFromRepository', arnOf(ground, 'codeartifact', 'repository/x/y')),
    call('events:PutRule', arnOf(ground, 'events', 'rule/others')),
  ];
  return calls.map((asked) => ['reaches into another project', asked]);
}

function misuse(ground: PolicyGround, project: string): readonly Trespass[] {
  const { names, ids } = ground;
  const throughS3 = { 'kms:ViaService': `s3.${names.place.region}.amazonaws.com` };
  const another = `${ids.keyArn.slice(0, -1)}0`;
  const sandbox = bucketArn(ground, `${names.projectBucket(project, 'sandboxes')}/${strangePerson(ground)}/x`);
  return [
    ['decrypts without a service', call('kms:Decrypt', ids.keyArn)],
    ['decrypts with another key', call('kms:Decrypt', another, throughS3)],
    ['lends the key to a person', call('kms:CreateGrant', ids.keyArn, throughS3)],
    ['lends the key for no service', call('kms:CreateGrant', ids.keyArn, { 'kms:GrantIsForAWSResource': 'true' })],
    ['reads a sandbox', call('s3:GetObject', sandbox)],
    ['deletes a bucket', call('s3:DeleteBucket', bucketArn(ground, names.projectBucket(project, 'data')))],
    [
      'gets a token for another service',
      call('sts:GetServiceBearerToken', '*', { 'sts:AWSServiceName': 'q.amazonaws.com' }),
    ],
    ['measures for another service', call('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/Billing' })],
    [
      'reads the answer of somebody else',
      call('redshift-data:GetStatementResult', '*', { 'redshift-data:statement-owner-iam-userid': 'AROASOMEBODY' }),
    ],
    [
      'tracks from outside',
      call(
        'sagemaker-mlflow:CreateRun',
        arnOf(ground, 'sagemaker', `mlflow-tracking-server/${names.projectPrefix(project)}mlflow`),
        { 'aws:SourceVpc': 'vpc-elsewhere' },
      ),
    ],
    [
      'changes a flow',
      call('states:UpdateStateMachine', arnOf(ground, 'states', `stateMachine:${names.projectPrefix(project)}1`)),
    ],
  ];
}

function leaveWithData(ground: PolicyGround): readonly Trespass[] {
  const object = bucketArn(ground, `${foreign}/x`);
  const abroad = { 'aws:ResourceAccount': '999988887777' };
  return ['s3:PutObject', 's3:GetObject'].map((verb) => [
    `calls ${verb} on another account`,
    call(verb, object, abroad),
  ]);
}

/** A bucket of the own name that somebody else has, once ours is gone. */
function keepElsewhere(ground: PolicyGround, project: string): readonly Trespass[] {
  const bucket = bucketArn(ground, ground.names.projectBucket(project, 'artifacts'));
  const theirs = { 'aws:ResourceAccount': '999988887777' };
  return [
    ['keeps runs with others', call('s3:PutObject', `${bucket}/x`, theirs)],
    ['lists runs of others', call('s3:ListBucket', bucket, theirs)],
  ];
}

function approve(ground: PolicyGround, project: string): readonly Trespass[] {
  const version = arnOf(ground, 'sagemaker', `model-package/${ground.names.modelPackageGroup(project)}/1`);
  const approved = { 'sagemaker:ModelApprovalStatus': 'Approved' };
  return ['UpdateModelPackage', 'CreateModelPackage'].map((verb) => [
    `approves by ${verb}`,
    call(`sagemaker:${verb}`, version, approved),
  ]);
}

function deploy(ground: PolicyGround, project: string): readonly Trespass[] {
  const { names } = ground;
  const prefix = names.projectPrefix(project);
  return [
    ['deploys', call('sagemaker:CreateEndpoint', arnOf(ground, 'sagemaker', `endpoint/${prefix}1`))],
    ['starts a flow', call('states:StartExecution', arnOf(ground, 'states', `stateMachine:${prefix}1`))],
    [
      'loads the warehouse',
      call('redshift-data:ExecuteStatement', arnOf(ground, 'redshift-serverless', 'workgroup/1'), {
        [`aws:ResourceTag/${projectTag}`]: project,
      }),
    ],
    [
      'passes itself on',
      call('iam:PassRole', names.roleArn(names.jobRole(project)), { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
    ],
  ];
}

function writeData({ names, ...ground }: PolicyGround, project: string): readonly Trespass[] {
  const data = bucketArn({ names, ...ground }, `${names.projectBucket(project, 'data')}/x`);
  return ['s3:PutObject', 's3:DeleteObject'].map((verb) => [`writes data by ${verb}`, call(verb, data)]);
}

function writeResults(ground: PolicyGround, project: string): readonly Trespass[] {
  const artifact = bucketArn(ground, `${ground.names.projectBucket(project, 'artifacts')}/x`);
  return ['s3:PutObject', 's3:DeleteObject'].map((verb) => [`writes results by ${verb}`, call(verb, artifact)]);
}

function readChangeable(ground: PolicyGround, project: string): readonly Trespass[] {
  const { names } = ground;
  const object = (use: 'data' | 'artifacts') => bucketArn(ground, `${names.projectBucket(project, use)}/x`);
  return [
    ['reads data', call('s3:GetObject', object('data'))],
    ['reads what can be changed', call('s3:GetObject', object('artifacts'))],
    ['writes what others read', call('s3:PutObject', object('artifacts'))],
  ];
}

/** What a flow makes besides, without our tag. */
function serveUntagged(ground: PolicyGround, project: string): readonly Trespass[] {
  const { names, ids } = ground;
  const served = arnOf(ground, 'sagemaker', `model/${names.servedPrefix(project)}1`);
  const context = {
    'sagemaker:ModelArn': served,
    'sagemaker:VpcSubnets': ids.subnets,
    'sagemaker:VpcSecurityGroupIds': ids.securityGroups,
  };
  const kinds = { AutoMLJobV2: 'automl-job', Endpoint: 'endpoint', EndpointConfig: 'endpoint-config' };
  return Object.entries(kinds).map(([kind, arn]): Trespass => {
    const made = arnOf(ground, 'sagemaker', `${arn}/${names.projectPrefix(project)}1`);
    return [`makes a ${kind} without our tag`, call(`sagemaker:Create${kind}`, made, context)];
  });
}

function serveAnything(ground: PolicyGround, project: string): Trespass {
  const { names } = ground;
  const of = (kind: string) => arnOf(ground, 'sagemaker', `${kind}/${names.projectPrefix(project)}1`);
  const context = {
    'aws:RequestTag/atelier:workspace': names.workspace,
    'sagemaker:ModelArn': of('model'),
  };
  return [
    'serves a model that anybody may make',
    call('sagemaker:CreateEndpointConfig', of('endpoint-config'), context),
  ];
}
