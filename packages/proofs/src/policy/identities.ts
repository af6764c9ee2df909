import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { at, listAt, textAt } from '../at.ts';
import type { Resources } from '../resources.ts';
import { documentAt, type PolicyText, readDocument, statementsAt } from './read-policy.ts';
import type { Statement } from './statement.ts';

/** Somebody or something with rights, and all the statements that the templates give it. */
export interface Identity {
  /** The role, user, group or permission set; for a policy that the templates attach to nobody, the policy. */
  readonly resource: EvaluatedResource;
  readonly statements: readonly Statement[];
  /** Who may become it; empty for all but roles. */
  readonly trust: readonly Statement[];
}

export const holders = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::SSO::PermissionSet'] as const;
const policies = [
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
] as const;

export function findIdentities(resources: Resources): Identity[] {
  const attached = attachedPolicies(resources);
  const owners = resources.ofType(...holders);
  const boundaries = new Set(owners.map(({ properties }) => resources.find(properties.PermissionsBoundary)));
  const given = new Set([...attached.values()].flat());
  const alone = resources.ofType(...policies).filter((policy) => !given.has(policy) && !boundaries.has(policy));
  return [
    ...owners.map((resource) => ({
      resource,
      statements: [...inlineStatements(resource), ...(attached.get(resource) ?? []).flatMap(policyStatements)],
      trust: statementsAt(resource, 'AssumeRolePolicyDocument'),
    })),
    ...alone.map((resource) => ({ resource, statements: policyStatements(resource), trust: [] })),
  ];
}

function inlineStatements(resource: EvaluatedResource): readonly Statement[] {
  return inlinePolicies(resource).statements;
}

/** The policies in a role, user, group or permission set itself. */
export function inlinePolicies(resource: EvaluatedResource): PolicyText {
  const known = inline.get(resource);
  if (known !== undefined) return known;
  const texts = listAt(resource.properties, 'Policies').map((policy, index): PolicyText => {
    const path = `Properties.Policies[${index}]`;
    const document = at(policy, 'PolicyDocument');
    if (document !== undefined) return readDocument(resource, document, `${path}.PolicyDocument`);
    return { statements: [], unread: [{ at: resource, path, why: 'it has no PolicyDocument' }] };
  });
  const read = [...texts, documentAt(resource, 'InlinePolicy')];
  const all = { statements: read.flatMap((one) => one.statements), unread: read.flatMap((one) => one.unread) };
  inline.set(resource, all);
  return all;
}

const inline = new WeakMap<EvaluatedResource, PolicyText>();

function policyStatements(policy: EvaluatedResource): readonly Statement[] {
  return statementsAt(policy, 'PolicyDocument');
}

function attachedPolicies(resources: Resources): Map<EvaluatedResource, EvaluatedResource[]> {
  const attached = new Map<EvaluatedResource, EvaluatedResource[]>();
  const attach = (holder: EvaluatedResource | undefined, policy: EvaluatedResource | undefined) => {
    if (holder && policy) attached.set(holder, [...(attached.get(holder) ?? []), policy]);
  };
  for (const policy of resources.ofType(...policies)) {
    const names = ['Roles', 'Users', 'Groups', 'RoleName', 'UserName', 'GroupName'];
    const holdersNamed: readonly Value[] = names.flatMap((name) => listAt(policy.properties, name));
    for (const name of holdersNamed) attach(resources.find(name), policy);
  }
  for (const holder of resources.ofType(...holders)) {
    for (const arn of attachedArns(holder)) attach(holder, resources.find(arn));
  }
  return attached;
}

/** Managed policies that a holder names, by ARN, or by name in a permission set. */
export function attachedArns({ properties }: EvaluatedResource): readonly Value[] {
  const named = listAt(properties, 'CustomerManagedPolicyReferences').map((policy) => at(policy, 'Name') ?? policy);
  return [...listAt(properties, 'ManagedPolicyArns'), ...listAt(properties, 'ManagedPolicies'), ...named];
}

/** Whether a service may become an identity. */
export function isTrustedBy({ trust }: Identity, service: string): boolean {
  return trust.some(({ allows, principals }) => allows && principals.some(({ name }) => name === service));
}

/** Whether it is somebody or something, and not a policy alone. */
export function isHolder({ resource }: Identity): boolean {
  return holders.some((type) => type === resource.type);
}

/** Name by which people know an identity. */
export function nameOf({ resource }: Identity): string {
  return textAt(resource.properties, 'RoleName') ?? resource.logicalId;
}
