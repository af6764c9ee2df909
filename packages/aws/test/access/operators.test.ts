import type { Workspace } from '@atelier/core';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { type ApiCall, call } from '../../src/journeys/calls/api-call.ts';
import { keptPolicy } from '../../src/layout/kept-policy.ts';
import { operatorArns } from '../../src/layout/operators.ts';
import { onAws } from '../../src/on-aws.ts';
import { everything } from './ask-simulator.ts';
import { principalsOfTemplates } from './policies-of-templates.ts';
import { account } from './principals.ts';
import { acme, company } from './workspaces.ts';

type Context = Readonly<Record<string, string>>;

async function simulated(request: Parameters<typeof runSimulation>[0]['request'], resourcePolicy: object) {
  const beside = { serviceControlPolicies: [], resourceControlPolicies: [], resourcePolicy };
  const identityPolicies = [{ name: 'everything', policy: everything }];
  const results = await runSimulation({ request, identityPolicies, ...beside }, {});
  if (results.resultType === 'error') throw new Error(JSON.stringify(results.errors));
  return results.overallResult === 'Allowed';
}

/** How a bucket of the synthesised templates answers somebody with every right, from outside the network. */
async function desk(workspace: Workspace, withoutStatement?: string) {
  const { ground, beside } = await principalsOfTemplates(workspace);
  const answer = async (principal: string, asked: ApiCall, from: Context) => {
    const { resource, context } = beside?.(asked) ?? {};
    const { 'aws:SourceVpce': _, ...outside } = context as Record<string, string>;
    const { Statement } = resource as { Statement: { Sid: string }[] };
    const request = {
      principal,
      action: asked.action,
      resource: { resource: asked.resource, accountId: account },
      contextVariables: { ...outside, 'aws:PrincipalArn': principal, 'aws:ViaAWSService': 'false', ...from },
    };
    const left = Statement.filter(({ Sid }) => Sid !== withoutStatement);
    return await simulated(request, { Version: '2012-10-17', Statement: left });
  };
  const [first] = workspace.projects;
  const bucket = (use: 'data' | 'artifacts' | 'sandboxes') =>
    `arn:aws:s3:::${ground.names.projectBucket(first?.name ?? '', use)}`;
  const target = onAws(workspace);
  const { names } = ground;
  return { answer, bucket, operators: operatorArns(target.aws, names), place: names.place, workspace: target };
}

const operating: readonly (readonly [string, string])[] = [
  ['s3:ListBucketVersions', ''],
  ['s3:ListBucket', ''],
  ['s3:DeleteObject', '/some/object'],
  ['s3:DeleteObjectVersion', '/registered/model/1'],
  ['s3:PutBucketPolicy', ''],
  ['s3:DeleteBucketPolicy', ''],
  ['s3:DeleteBucket', ''],
];
const using: readonly (readonly [string, string])[] = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectTagging',
  's3:PutObject',
  's3:PutObjectTagging',
  's3:RestoreObject',
  's3:AbortMultipartUpload',
].map((action) => [action, '/some/object']);

const admin = `arn:aws:iam::${account}:role/Admin`;
const uses = ['data', 'artifacts', 'sandboxes'] as const;
const noContext = {};

const workspaces: readonly (readonly [string, () => Promise<Workspace>])[] = [
  ['acme', acme],
  ['a company with a role path', async () => company()],
];

describe.each(workspaces)('%s, from outside the network, with every right of IAM', (_name, workspaceOf) => {
  test('operators list, delete and change policies of every bucket, and read and write nothing', async () => {
    const { answer, bucket, operators } = await desk(await workspaceOf());
    expect(operators).toHaveLength(3);
    for (const operator of operators)
      for (const use of uses) {
        for (const [action, rest] of operating)
          expect([action, await answer(operator, call(action, bucket(use) + rest), noContext)]).toEqual([action, true]);
        for (const [action, rest] of using)
          expect([action, await answer(operator, call(action, bucket(use) + rest), noContext)]).toEqual([
            action,
            false,
          ]);
      }
  });

  test('an administrator who is no operator lists, deletes and reads nothing', async () => {
    const { answer, bucket } = await desk(await workspaceOf());
    for (const use of uses)
      for (const [action, rest] of [...operating.slice(0, 4), ...using])
        expect([action, await answer(admin, call(action, bucket(use) + rest), noContext)]).toEqual([action, false]);
  });
});

describe('each statement holds by itself:', () => {
  test('without NoDataForOperators an operator would read through a service of AWS', async () => {
    const via = { 'aws:ViaAWSService': 'true' };
    const whole = await desk(await acme());
    const weak = await desk(await acme(), 'NoDataForOperators');
    const [operator = ''] = whole.operators;
    const read = call('s3:GetObject', `${whole.bucket('data')}/some/object`);
    expect(await whole.answer(operator, read, via)).toBe(false);
    expect(await weak.answer(operator, read, via)).toBe(true);
  });

  test('without OnlyOperatorsFromOutside an administrator would empty a bucket', async () => {
    const weak = await desk(await acme(), 'OnlyOperatorsFromOutside');
    const remove = call('s3:DeleteObjectVersion', `${weak.bucket('data')}/some/object`);
    expect(await weak.answer(admin, remove, noContext)).toBe(true);
  });
});

describe('a store that is kept', async () => {
  const { operators, bucket, place, workspace } = await desk(await acme());
  const data = bucket('data');
  const policy = JSON.parse(keptPolicy(workspace, place, data.replace('arn:aws:s3:::', '')));
  const allowed = async (principal: string, action: string, rest: string, context: Context = {}) => {
    const asked = { principal, action, resource: { resource: data + rest, accountId: account } };
    const signed = { 'aws:PrincipalArn': principal, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
    return await simulated({ ...asked, contextVariables: { ...signed, ...context } }, policy);
  };

  test.each([...operating, ['s3:GetObject', '/x'], ['s3:GetObjectVersion', '/x']] as const)(
    'answers operators to %s, without any network',
    async (action, rest) => {
      for (const operator of operators) expect(await allowed(operator, action, rest)).toBe(true);
    },
  );

  test.each(['s3:PutObject', 's3:PutObjectTagging', 's3:ReplicateObject', 's3:RestoreObject'])(
    'takes nothing by %s, from operators neither',
    async (action) => {
      for (const who of [...operators, admin]) expect(await allowed(who, action, '/x')).toBe(false);
    },
  );

  test.each([
    ['an administrator', admin, {}],
    ['a person of the workspace', `arn:aws:iam::${account}:role/acme-person-july`, {}],
    ['somebody in the network that was', admin, { 'aws:SourceVpce': 'vpce-1' }],
    ['a service of AWS that acts for somebody', admin, { 'aws:ViaAWSService': 'true' }],
    ['the root user', `arn:aws:iam::${account}:root`, {}],
    ['an operator in the clear', operators[0] ?? '', { 'aws:SecureTransport': 'false' }],
    ['an operator over old TLS', operators[0] ?? '', { 's3:TlsVersion': '1.1' }],
  ])('is shut to %s', async (_, who, context) => {
    for (const [action, rest] of [
      ['s3:GetObject', '/x'],
      ['s3:ListBucketVersions', ''],
      ['s3:DeleteObject', '/x'],
    ] as const)
      expect(await allowed(who, action, rest, context)).toBe(false);
  });
});
