import { describe, expect, test } from 'vitest';
import { rights } from '../../src/rights/rights.ts';
import type { RightsHolder, RightsPolicy } from '../../src/rights/rights-policy.ts';
import { synthesise } from '../../src/synthesise.ts';
import { example } from '../example.ts';
import { administrator, allows } from './ask-iam.ts';
import { ask, escalationPaths } from './escalation-paths.ts';
import { deployedAcme, type IamRequest, ours } from './requests-of.ts';

const workspace = await example('acme');
const synthesis = await synthesise(workspace);
const policiesFor = async (holder: RightsHolder) => (await rights(workspace, synthesis, holder, deployedAcme)).policies;
const [boundary, deploy, execution, status, kept] = await Promise.all(
  (['boundary', 'deploy', 'execution', 'status', 'kept'] as const).map(policiesFor),
);

const holders = [
  ['whoever deploys', deploy ?? [], []],
  ['CloudFormation', execution ?? [], []],
  ['an onlooker', status ?? [], []],
  ['who reads what was kept', kept ?? [], []],
  ['who deploys and reads what was kept', [...(deploy ?? []), ...(kept ?? [])], []],
  ['an administrator within the boundary', [administrator], boundary ?? []],
] as const;

async function isShut(policies: readonly RightsPolicy[], steps: readonly IamRequest[], limit: readonly RightsPolicy[]) {
  const answers = await Promise.all(steps.map((step) => allows(policies, step, limit)));
  return answers.includes(false);
}

describe.each(holders)('%s cannot raise what they may do by', (_holder, policies, limit) => {
  test.each(escalationPaths.map(([name, ...steps]) => ({ name, steps })))('$name', async ({ steps }) => {
    expect(await isShut(policies, steps, limit)).toBe(true);
  });
});

test('every path is open to an administrator, so that each is a question of rights', async () => {
  const answers = await Promise.all(escalationPaths.map(([, ...steps]) => isShut([administrator], steps, [])));
  expect(escalationPaths.filter((_, index) => answers[index]).map(([name]) => name)).toEqual([]);
});

const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
const role = iam('role/acme-jobs-sales-forecasting');
const operator = iam('role/acme-operator');
const own = iam('policy/acme-viewer');
const fence = { 'iam:PermissionsBoundary': iam('policy/AtelierBoundary-acme') };
const given = { 'aws:RequestTag/atelier:workspace': 'acme', 'aws:RequestTag/atelier:id': deployedAcme.id ?? '' };
const on = (action: string, resource: string, context: Readonly<Record<string, string>>): IamRequest => ({
  ...ask(action, resource, context),
  tags: ours,
});

/** Calls of CloudFormation on a role of the workspace that is within the boundary. */
const within: readonly (readonly [string, IamRequest])[] = [
  ['making it', ask('iam:CreateRole', role, { ...fence, ...given })],
  ['an inline policy', on('iam:PutRolePolicy', role, fence)],
  ['an inline policy taken away', on('iam:DeleteRolePolicy', role, fence)],
  ['a policy of the workspace', on('iam:AttachRolePolicy', role, { ...fence, 'iam:PolicyARN': own })],
  ['a policy of the workspace taken away', on('iam:DetachRolePolicy', role, { ...fence, 'iam:PolicyARN': own })],
  ['who takes it on', on('iam:UpdateAssumeRolePolicy', role, fence)],
  ['the boundary', on('iam:PutRolePermissionsBoundary', role, fence)],
];

test.each(within)('CloudFormation is allowed %s of a bounded role', async (_what, request) => {
  expect(await allows(execution ?? [], request)).toBe(true);
});

describe.each([
  ['without a boundary', {}],
  ['with a boundary of somebody else', { 'iam:PermissionsBoundary': iam('policy/AtelierBoundary-acme-two') }],
  ['with a policy of the workspace as boundary', { 'iam:PermissionsBoundary': own }],
  ['with all rights as boundary', { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' }],
])('CloudFormation is refused, of a role %s,', (_how, other) => {
  test.each(within)('%s', async (_what, { context, ...request }) => {
    const { 'iam:PermissionsBoundary': _fence, ...rest } = context ?? {};
    expect(await allows(execution ?? [], { ...request, context: { ...rest, ...other } })).toBe(false);
  });
});

test.each([
  ['taking the boundary away', on('iam:DeleteRolePermissionsBoundary', role, fence)],
  ['rewriting the boundary', ask('iam:CreatePolicyVersion', iam('policy/AtelierBoundary-acme'))],
  ['an older boundary', ask('iam:SetDefaultPolicyVersion', iam('policy/AtelierBoundary-acme'))],
  ['removing a version of the boundary', ask('iam:DeletePolicyVersion', iam('policy/AtelierBoundary-acme'))],
  ['removing the boundary', ask('iam:DeletePolicy', iam('policy/AtelierBoundary-acme'))],
  ['making the boundary', ask('iam:CreatePolicy', iam('policy/AtelierBoundary-acme'))],
  ['rewriting its own rights', ask('iam:CreatePolicyVersion', iam('policy/AtelierRights-acme-execution-1'))],
  [
    'attaching all rights',
    on('iam:AttachRolePolicy', role, { ...fence, 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  ],
  [
    'attaching its own rights',
    on('iam:AttachRolePolicy', role, { ...fence, 'iam:PolicyARN': iam('policy/AtelierRights-acme-execution-1') }),
  ],
  ['a role that operates the workspace', ask('iam:CreateRole', operator, { ...fence, ...given })],
  ['who takes on the operator', on('iam:UpdateAssumeRolePolicy', operator, fence)],
  ['a policy of the operator', on('iam:PutRolePolicy', operator, fence)],
  ['a role of its own kind', ask('iam:CreateRole', iam('role/cdk-acme-cfn-exec-role'), { ...fence, ...given })],
  [
    'passing its own role on',
    ask('iam:PassRole', iam('role/cdk-hnb659fds-cfn-exec-role-123456789012-eu-central-1'), {
      'iam:PassedToService': 'sagemaker.amazonaws.com',
    }),
  ],
  [
    'a role of the workspace for an instance',
    ask('iam:PassRole', role, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  ],
  [
    'a role of the workspace for a stack',
    ask('iam:PassRole', role, { 'iam:PassedToService': 'cloudformation.amazonaws.com' }),
  ],
  [
    'a role of the workspace for a job of Glue',
    ask('iam:PassRole', role, { 'iam:PassedToService': 'glue.amazonaws.com' }),
  ],
  [
    'a role of a service that the workspace has no use for',
    ask('iam:CreateServiceLinkedRole', iam('role/aws-service-role/organizations.amazonaws.com/x'), {
      'iam:AWSServiceName': 'organizations.amazonaws.com',
    }),
  ],
])('CloudFormation is refused %s', async (_what, request) => {
  expect(await allows(execution ?? [], request)).toBe(false);
});
