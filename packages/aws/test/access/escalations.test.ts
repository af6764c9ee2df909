import { describe, expect, test } from 'vitest';
import { arnOf } from '../../src/access/policy-ground.ts';
import { call } from '../../src/journeys/calls/api-call.ts';
import { refused } from './attempt.ts';
import { escalationsOf } from './escalations.ts';
import { principalsOfTemplates } from './policies-of-templates.ts';
import { personNamed, wrongAnswers } from './question.ts';
import { company } from './workspaces.ts';

const principals = await principalsOfTemplates(company());
const { ground } = principals;

/** Attempts that code running in a project could make with the role of jobs, or of flows. */
const inProject = (project: string) => {
  const { names, ids } = ground;
  const version = arnOf(ground, 'sagemaker', `model-package/${names.modelPackageGroup(project)}/1`);
  const ours = { 'aws:RequestTag/atelier:workspace': names.workspace };
  const approved = { 'sagemaker:ModelApprovalStatus': 'Approved' };
  const passed = { 'iam:PassedToService': 'sagemaker.amazonaws.com' };
  const abroad = { 'aws:ResourceAccount': '999988887777' };
  const job = arnOf(ground, 'sagemaker', `training-job/${names.projectPrefix(project)}1`);
  const large = {
    ...ours,
    'sagemaker:InstanceTypes': ['ml.p4d.24xlarge'],
    'sagemaker:VpcSubnets': ids.subnets,
    'sagemaker:VpcSecurityGroupIds': ids.securityGroups,
  };
  return {
    always: refused(
      [
        ['approves a model', call('sagemaker:UpdateModelPackage', version, approved)],
        ['offers a model as approved', call('sagemaker:CreateModelPackage', version, approved)],
        ['writes to another account', call('s3:PutObject', 'arn:aws:s3:::elsewhere/x', abroad)],
        ['trains without a network', call('sagemaker:CreateTrainingJob', job, ours)],
        ['trains on a large instance', call('sagemaker:CreateTrainingJob', job, large)],
      ],
      true,
    ),
    both: refused(
      [
        ['passes on a person', call('iam:PassRole', names.roleArn(names.personRole('lead')), passed)],
        ['passes on the jobs of another project', call('iam:PassRole', names.roleArn(names.jobRole('churn')), passed)],
        ['writes itself a policy', call('iam:PutRolePolicy', names.roleArn(names.jobRole(project)))],
        ['takes on a person', call('sts:AssumeRole', names.roleArn(names.personRole('lead')))],
        ['reads another project', call('s3:GetObject', `arn:aws:s3:::${names.projectBucket('churn', 'data')}/x`)],
        ['reads a sandbox', call('s3:GetObject', `arn:aws:s3:::${names.projectBucket(project, 'sandboxes')}/july/x`)],
        ['writes data', call('s3:PutObject', `arn:aws:s3:::${names.projectBucket(project, 'data')}/x`)],
        ['deletes a bucket', call('s3:DeleteBucket', `arn:aws:s3:::${names.projectBucket(project, 'data')}`)],
        ['makes a function', call('lambda:CreateFunction', arnOf(ground, 'lambda', 'function:x'))],
        [
          'signs in as a person',
          call('sagemaker:CreatePresignedDomainUrl', arnOf(ground, 'sagemaker', `user-profile/${ids.domain}/lead`)),
        ],
        [
          'changes a flow',
          call('states:UpdateStateMachine', arnOf(ground, 'states', `stateMachine:${names.projectPrefix(project)}1`)),
        ],
      ],
      false,
    ),
    jobs: refused(
      [
        ['passes itself on', call('iam:PassRole', names.roleArn(names.jobRole(project)), passed)],
        [
          'deploys',
          call(
            'sagemaker:CreateEndpoint',
            arnOf(ground, 'sagemaker', `endpoint/${names.projectPrefix(project)}1`),
            ours,
          ),
        ],
        [
          'starts a flow',
          call('states:StartExecution', arnOf(ground, 'states', `stateMachine:${names.projectPrefix(project)}1`)),
        ],
        [
          'encrypts a notice',
          call('kms:GenerateDataKey', ground.ids.keyArn, {
            'kms:ViaService': `sns.${names.place.region}.amazonaws.com`,
          }),
        ],
        [
          'loads the warehouse',
          call('redshift-data:ExecuteStatement', arnOf(ground, 'redshift-serverless', 'workgroup/1'), {
            'aws:ResourceTag/atelier:project': project,
          }),
        ],
      ],
      false,
    ),
  };
};

test('code that runs as the jobs of a project gains nothing that its authors do not have', async () => {
  const { always, both, jobs } = inProject('sales');
  expect(await wrongAnswers(principals, principals.jobs('sales'), [...always, ...both, ...jobs])).toEqual([]);
});

test('a flow deploys, and neither approves nor reaches out of its project', async () => {
  const { always, both, jobs } = inProject('sales');
  expect(await wrongAnswers(principals, principals.flows('sales'), [...always, ...both])).toEqual([]);
  const deploys = jobs.map((question) => ({ ...question, allowed: true }));
  expect(await wrongAnswers(principals, principals.flows('sales'), deploys)).toEqual([]);
});

describe('whoever tries to get further is refused, also once somebody has attached a policy that allows everything', () => {
  test.each(['root', 'lead', 'july', 'john', 'auditor', 'boss', 'stranger'])('%s', async (name) => {
    const person = personNamed(principals, name);
    const attempts = escalationsOf(principals, person, 'sales');
    expect(attempts.length).toBeGreaterThan(60);
    expect(await wrongAnswers(principals, principals.person(person), attempts)).toEqual([]);
  });
});
