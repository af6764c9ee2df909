import type { StackTemplate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { synthesise } from '../../src/synthesise.ts';
import { doors, signInWorkspace } from '../sign-in/doors.ts';

const workspace = signInWorkspace(doors.saml, 'endpoint');
const { stacks } = await synthesise(workspace);

type Role = Record<string, unknown> & { AssumeRolePolicyDocument: { Statement: Record<string, unknown>[] } };

/** What the guardrail finds when a role has been changed. */
function found(name: string, change: (role: Role) => void): string | null {
  const changed = structuredClone(stacks) as StackTemplate[];
  const resources = changed.flatMap(({ template }) => Object.values(template.Resources));
  const role = resources.find(({ Properties }) => (Properties as Role | undefined)?.RoleName === name);
  if (role === undefined) throw new Error(`No template has the role ${name}.`);
  change(role.Properties as Role);
  return finding(changed);
}

function finding(templates: readonly StackTemplate[]): string | null {
  return guardrails(templates, { workspace }).find(({ id }) => id === 'sign-in-roles')?.finding ?? null;
}

const lead = 'acme-signin-lead';
const statementOf = (role: Role) => role.AssumeRolePolicyDocument.Statement[0] ?? {};
const policiesOf = (role: Role) =>
  role.Policies as { PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } }[];
const firstOf = (role: Role) => policiesOf(role)[0]?.PolicyDocument.Statement[0];

test('the templates keep it', () => {
  expect(finding(stacks)).toBeNull();
});

test.each<[string, string, (role: Role) => void, RegExp]>([
  ['anybody of the provider', lead, (role) => delete statementOf(role).Condition, /Others than lead/],
  [
    'the own account',
    lead,
    (role) => Object.assign(statementOf(role), { Principal: { AWS: '*' } }),
    /Others than lead/,
  ],
  [
    'another subject',
    lead,
    (role) => Object.assign(statementOf(role), { Condition: { StringEquals: { 'SAML:sub': 'boss' } } }),
    /Others than lead/,
  ],
  [
    'subjects of a pattern',
    lead,
    (role) => Object.assign(statementOf(role), { Condition: { StringLike: { 'SAML:sub': '*' } } }),
    /Others than lead/,
  ],
  [
    'one more statement',
    lead,
    (role) => role.AssumeRolePolicyDocument.Statement.push({ ...statementOf(role), Condition: {} }),
    /Others than lead/,
  ],
  [
    'session tags',
    lead,
    (role) => Object.assign(statementOf(role), { Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] }),
    /Others than lead/,
  ],
  [
    'one more right',
    lead,
    (role) => Object.assign(firstOf(role) ?? {}, { Action: ['sagemaker:CreatePresignedDomainUrl', 's3:GetObject'] }),
    /something else than open the profile lead/,
  ],
  ['every profile', lead, (role) => Object.assign(firstOf(role) ?? {}, { Resource: ['*'] }), /something else/],
  [
    'another profile',
    lead,
    (role) => Object.assign(firstOf(role) ?? {}, { Resource: ['arn:aws:sagemaker:x:1:user-profile/d-1/boss'] }),
    /something else/,
  ],
  ['any place', lead, (role) => delete role.ManagedPolicyArns, /has the policies of nobody/],
  [
    'rights of a person',
    lead,
    (role) => (role.ManagedPolicyArns as unknown[]).push('arn:aws:iam::1:policy/ml/acme-admin'),
    /acme-admin/,
  ],
  [
    'people in a role of work',
    'acme-person-lead',
    (role) =>
      role.AssumeRolePolicyDocument.Statement.push(statementOf(structuredClone(role)), {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'sts:AssumeRole',
      }),
    /Something else than a service/,
  ],
  [
    'a role that is gone',
    lead,
    (role) => Object.assign(role, { RoleName: 'acme-signin-nobody' }),
    /Nobody can open Studio as lead/,
  ],
])('%s is found', (_, name, change, says) => {
  expect(found(name, change)).toMatch(says);
});
