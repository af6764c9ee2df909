import type { EvaluatedResource, Value } from '../../template/evaluate.ts';
import { listAt, textAt } from '../at.ts';
import type { Resources } from '../model.ts';
import { type Statement, statementsAt, statementsOf } from './statement.ts';

/** Somebody or something with rights, and all the statements that the templates give it. */
export interface Identity {
  /** The role, user or group; for a policy that the templates attach to nobody, the policy. */
  readonly resource: EvaluatedResource;
  readonly statements: readonly Statement[];
  /** Who may become it; empty for users, groups and policies. */
  readonly trust: readonly Statement[];
}

const holders = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'] as const;
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

function inlineStatements(resource: EvaluatedResource): Statement[] {
  return listAt(resource.properties, 'Policies').flatMap((policy, index) =>
    listAt(policy, 'PolicyDocument').flatMap((document) =>
      statementsOf(resource, document, `Properties.Policies[${index}].PolicyDocument`),
    ),
  );
}

function policyStatements(policy: EvaluatedResource): Statement[] {
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
    for (const arn of listAt(holder.properties, 'ManagedPolicyArns')) attach(holder, resources.find(arn));
  }
  return attached;
}

/** Whether a service may become an identity. */
export function isTrustedBy({ trust }: Identity, service: string): boolean {
  return trust.some(({ allows, principals }) => allows && principals.some(({ name }) => name === service));
}

/** Whether it is a role, user or group, and not a policy alone. */
export function isHolder({ resource }: Identity): boolean {
  return holders.some((type) => type === resource.type);
}

/** Name by which people know an identity. */
export function nameOf({ resource }: Identity): string {
  return textAt(resource.properties, 'RoleName') ?? resource.logicalId;
}
