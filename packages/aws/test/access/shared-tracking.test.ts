import { parseWorkspace, triplesOf, type Workspace } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { arnOf } from '../../src/access/policy-ground.ts';
import { type ApiCall, call } from '../../src/journeys/calls/api-call.ts';
import { isAllowed } from './ask-simulator.ts';
import { deployed, passes } from './both-answers.ts';
import { principalsOfTemplates } from './policies-of-templates.ts';
import type { Principal } from './principals.ts';
import { personNamed, questionsOf, wrongAnswers } from './question.ts';

function workspaceWith(tracking: string, more = ''): Workspace {
  const text = `workspace: acme
aws: { region: eu-central-1 }
tracking: ${tracking}
people: { boss: { role: lead-data-scientist }, lead: { role: lead-data-scientist }, july: { role: data-scientist }, john: { role: data-engineer }, eve: { role: viewer }, stranger: { role: data-scientist } }
projects: { sales: { members: [boss, july, john, eve] }, churn: { members: [lead] } }
${more}`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

const hours = 'hours: { from: "07:00", to: "19:00" }';
const principals = await principalsOfTemplates(workspaceWith(`{ kind: server, scope: workspace, ${hours} }`));
const { ground } = principals;
const { names } = ground;
const server = (name = names.workspaceTracking('mlflow')) =>
  arnOf(ground, 'sagemaker', `mlflow-tracking-server/${name}`);
const object = (bucket: string) => `arn:aws:s3:::${bucket}/mlflow/1/model.pkl`;
const artifacts = (project: string) => object(names.projectBucket(project, 'artifacts'));
const person = (name: string) => principals.person(personNamed(principals, name));
const schedule = principals.role(names.workspaceScheduleRole);
const tracking = principals.role(names.workspaceTrackingRole);

type Case = readonly [string, Principal, ApiCall];

describe('with one tracking server for all projects', () => {
  const can: readonly Case[] = [
    ['a scientist logs a run', person('july'), call('sagemaker-mlflow:CreateRun', server())],
    ['a scientist starts it', person('july'), call('sagemaker:StartMlflowTrackingServer', server())],
    ['a scientist keeps a model in the own bucket', person('july'), call('s3:PutObject', artifacts('sales'))],
    ['a viewer looks at runs', person('eve'), call('sagemaker-mlflow:SearchRuns', server())],
    ['a lead of another project sees the same runs', person('lead'), call('sagemaker-mlflow:SearchRuns', server())],
    ['a job logs a run', principals.jobs('sales'), call('sagemaker-mlflow:CreateRun', server())],
    ['the server keeps what is its own', tracking, call('s3:PutObject', object(names.workspaceTrackingBucket))],
    ['the schedule starts it', schedule, call('sagemaker:StartMlflowTrackingServer', server())],
    ['the schedule stops it', schedule, call('sagemaker:StopMlflowTrackingServer', server())],
  ];
  test.each(can)('%s', async (_what, who, allowed) => {
    expect(await isAllowed(principals, who, allowed)).toBe(true);
  });

  const cannot: readonly Case[] = [
    ['somebody of no project looks at runs', person('stranger'), call('sagemaker-mlflow:SearchRuns', server())],
    ['somebody of no project starts it', person('stranger'), call('sagemaker:StartMlflowTrackingServer', server())],
    ['a viewer logs a run', person('eve'), call('sagemaker-mlflow:CreateRun', server())],
    ['a viewer starts it', person('eve'), call('sagemaker:StartMlflowTrackingServer', server())],
    ['an engineer deletes a run', person('john'), call('sagemaker-mlflow:DeleteRun', server())],
    ['a scientist stops it for all', person('july'), call('sagemaker:StopMlflowTrackingServer', server())],
    ['a scientist deletes it', person('july'), call('sagemaker:DeleteMlflowTrackingServer', server())],
    ["a scientist reads another project's model", person('july'), call('s3:GetObject', artifacts('churn'))],
    ["a job reads another project's model", principals.jobs('sales'), call('s3:GetObject', artifacts('churn'))],
    [
      'a scientist reads what the server keeps',
      person('july'),
      call('s3:GetObject', object(names.workspaceTrackingBucket)),
    ],
    ["the server reads a project's model for whoever asks", tracking, call('s3:GetObject', artifacts('sales'))],
    ['a scientist uses another server', person('july'), call('sagemaker-mlflow:SearchRuns', server('acme--mlflow2'))],
    ['the schedule stops another server', schedule, call('sagemaker:StopMlflowTrackingServer', server('other'))],
    ['the schedule deletes it', schedule, call('sagemaker:DeleteMlflowTrackingServer', server())],
    ['the schedule reads runs', schedule, call('sagemaker-mlflow:SearchRuns', server())],
    ['the schedule reads data', schedule, call('s3:GetObject', artifacts('sales'))],
  ];
  test.each(cannot)('never: %s', async (_what, who, refused) => {
    expect(await isAllowed(principals, who, refused)).toBe(false);
  });

  test('every other question of who may do what is answered as the access table does', async () => {
    for (const one of ground.workspace.people) {
      const own = triplesOf(ground.workspace).filter(
        ({ person, action }) => person === one && !/^tracking/.test(action),
      );
      const questions = own.flatMap((triple) => questionsOf(principals, triple));
      expect(questions.length).toBeGreaterThan(10);
      expect(await wrongAnswers(principals, principals.person(one), questions)).toEqual([]);
    }
  });
});

describe('without hours, or with a server for each project', () => {
  test('nobody starts a server that always runs', async () => {
    const always = await principalsOfTemplates(workspaceWith('{ kind: server, scope: workspace }'));
    const july = always.person(personNamed(always, 'july'));
    expect(await isAllowed(always, july, call('sagemaker:StartMlflowTrackingServer', server()))).toBe(false);
  });

  test("a scientist starts the server of the own project, and no other's", async () => {
    const each = await principalsOfTemplates(workspaceWith(`{ kind: server, ${hours} }`));
    const july = each.person(personNamed(each, 'july'));
    const start = (project: string) =>
      call('sagemaker:StartMlflowTrackingServer', server(names.tracking(project, 'mlflow')));
    expect(await isAllowed(each, july, start('sales'))).toBe(true);
    expect(await isAllowed(each, july, start('churn'))).toBe(false);
    const stops = call('sagemaker:StopMlflowTrackingServer', server(names.tracking('churn', 'mlflow')));
    expect(await isAllowed(each, each.role(names.scheduleRole('sales')), stops)).toBe(false);
    expect(await isAllowed(each, each.role(names.scheduleRole('churn')), stops)).toBe(true);
  });
});

describe('without tracking', () => {
  test('everybody has the rights of the access table, and none to a tracking', async () => {
    const without = await principalsOfTemplates(workspaceWith('{ kind: none }'));
    for (const one of without.ground.workspace.people) {
      const own = triplesOf(without.ground.workspace).filter(({ person }) => person === one);
      const questions = own.flatMap((triple) => questionsOf(without, triple));
      expect(await wrongAnswers(without, without.person(one), questions)).toEqual([]);
      const reads = call('sagemaker-mlflow:SearchRuns', server());
      expect(await isAllowed(without, without.person(one), reads)).toBe(false);
    }
  });
});

describe('the store of the one tracking server', () => {
  const store = `acme-tracking-123456789012-euc1`;
  const operator = 'arn:aws:iam::123456789012:role/acme-operator';
  const admin = 'arn:aws:iam::123456789012:role/Admin';
  const there = `network:
  existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e, subnet-0a1b2c3f], cidr: 10.0.0.0/16, endpoints: [s3] }`;

  test.each([
    ['', 'in a network of its own'],
    [there, 'behind an endpoint of somebody else'],
  ])('answers operators, and nobody else from outside%# (%s)', async (network) => {
    const { aws, ...workspace } = workspaceWith('{ kind: server, scope: workspace }', network);
    if (aws === null) throw new Error('It is not for AWS.');
    const of = await deployed({ ...workspace, aws }, '123456789012');
    for (const action of ['s3:ListBucket', 's3:ListBucketVersions']) {
      expect(await passes(of, { role: operator, action, on: store })).toBe(true);
      expect(await passes(of, { role: admin, action, on: store })).toBe(false);
    }
    for (const action of ['s3:GetObject', 's3:PutObject'])
      for (const role of [operator, admin])
        expect(await passes(of, { role, action, on: store, rest: '/x' })).toBe(false);
  });
});
