import type { Statement } from '../policy/statement.ts';
import type { AskedPolicy } from './asked-policy.ts';
import { type Naming, namingOf } from './names-caller.ts';
import type { PolicyRequest } from './policy-request.ts';
import { applying } from './statement-applies.ts';

/** Every policy that has a say in a request. */
export interface AskedPolicies {
  readonly identity: readonly AskedPolicy[];
  /** Undefined: the caller has none. */
  readonly boundary?: AskedPolicy | undefined;
  /** Policies of the thing itself: a bucket's, a key's, the trust of a role. Undefined: it has none. */
  readonly resource?: AskedPolicy | readonly AskedPolicy[] | undefined;
  /**
   * Service control policies over the caller's account, those of each place that they are attached to (root, unit, account)
   * together: every place has to allow. Left out: the account is in no organization, or nobody has shown its policies.
   */
  readonly organization?: readonly (readonly AskedPolicy[])[] | undefined;
  /** Resource control policies over the account of the thing, which refuse and allow nothing. */
  readonly control?: readonly AskedPolicy[] | undefined;
  /** Of the VPC endpoint that the request comes through; undefined: it comes through none. */
  readonly endpoint?: AskedPolicy | undefined;
}

export type PolicyKind = keyof AskedPolicies;

/** Answer to a request; of a refusal the policy that made it: by a statement, or by saying nothing. */
export type IamAnswer =
  | { readonly verdict: 'allowed' }
  | { readonly verdict: 'denied'; readonly by: PolicyKind; readonly policy: string; readonly statement: Statement }
  | {
      readonly verdict: 'not-allowed';
      readonly by: PolicyKind /** Where one has to allow: their names. */;
      readonly policy?: string;
    };

/**
 * What IAM answers (IAM User Guide, "Policy evaluation logic"): a refusal anywhere stands before everything; then the
 * endpoint, the thing's own policy, the caller's policies and the boundary have to let the caller in.
 *
 * Policies of an organization hold for everybody with an account but service-linked roles (Organizations User Guide, "SCP
 * effects on permissions": "SCPs do not affect any service-linked role"; "RCP effects on permissions").
 *
 * Keys and roles are reached only by what their own policy says, also by people of the same account (AWS KMS Developer
 * Guide, "Key policies"; IAM User Guide, "Cross account policy evaluation logic").
 */
export function decide(request: PolicyRequest, policies: AskedPolicies): IamAnswer {
  const found = speaking(request, policies);
  const refusal = found.find(({ statement }) => !statement.allows);
  if (refusal !== undefined) {
    const { by, policy, statement } = refusal;
    return { verdict: 'denied', by, policy, statement };
  }
  const allows = (kind: PolicyKind, namings?: readonly Naming[]) =>
    found.some(({ by, naming }) => by === kind && (namings === undefined || namings.includes(naming)));
  const no = (by: PolicyKind) => ({ verdict: 'not-allowed' as const, by });
  if (policies.endpoint !== undefined && !allows('endpoint')) return { ...no('endpoint'), ...named(policies.endpoint) };
  // Services, strangers and those whom a provider vouches for have no policies of their own.
  if (request.caller.account === null) return allows('resource', ['caller']) ? { verdict: 'allowed' } : no('resource');
  const closed = closedLevel(request, policies);
  if (closed !== undefined) return { ...no('organization'), policy: closed.map(({ name }) => name).join(' and ') };
  const noBoundary: IamAnswer = { ...no('boundary'), ...named(policies.boundary) };
  const isBounded = policies.boundary !== undefined && !allows('boundary');
  if (request.caller.account !== request.account) {
    if (!allows('resource')) return no('resource');
    if (!allows('identity')) return no('identity');
    return isBounded ? noBoundary : { verdict: 'allowed' };
  }
  // Named itself, a session or user needs nothing else; a role that is named stays within its boundary.
  if (allows('resource', ['caller'])) return { verdict: 'allowed' };
  if (!allows('resource', ['role'])) {
    if (leadsToAccount(request, policies) && !allows('resource', ['account'])) return no('resource');
    if (!allows('identity')) return no('identity');
  }
  return isBounded ? noBoundary : { verdict: 'allowed' };
}

function named(policy: AskedPolicy | undefined) {
  return policy === undefined ? {} : { policy: policy.name };
}

/** The first place whose policies allow nothing of the kind. */
function closedLevel(request: PolicyRequest, { organization = [] }: AskedPolicies): readonly AskedPolicy[] | undefined {
  if (isServiceLinked(request)) return undefined;
  return organization.find((level) => !level.some((one) => applying(one, request).some(({ allows }) => allows)));
}

function isServiceLinked({ caller: { role } }: PolicyRequest): boolean {
  return role?.includes(':role/aws-service-role/') ?? false;
}

/** Whether the account's own policies count only where the thing's policy says so. */
function leadsToAccount({ action, resource }: PolicyRequest, { resource: own }: AskedPolicies): boolean {
  if (action.startsWith('kms:')) return /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
  return action.startsWith('sts:') && own !== undefined;
}

const withoutPrincipals: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'organization']);

/** A statement that applies to a request and its caller. */
export interface Speaking {
  readonly by: PolicyKind;
  readonly policy: string;
  readonly statement: Statement;
  readonly naming: Naming;
}

/** The statements that apply to a request and a caller: those that refuse it, and those that let it pass. */
export function speaking(request: PolicyRequest, policies: AskedPolicies): readonly Speaking[] {
  const { identity, boundary, resource, endpoint, organization = [], control = [] } = policies;
  const isControlled = !isServiceLinked(request);
  const all = [
    ...identity.map((policy) => ({ by: 'identity' as const, policy })),
    ...[boundary ?? []].flat().map((policy) => ({ by: 'boundary' as const, policy })),
    ...[resource ?? []].flat().map((policy) => ({ by: 'resource' as const, policy })),
    ...[endpoint ?? []].flat().map((policy) => ({ by: 'endpoint' as const, policy })),
    ...(isControlled && request.caller.account !== null ? organization.flat() : []).map((policy) => ({
      by: 'organization' as const,
      policy,
    })),
    ...(isControlled ? control : []).map((policy) => ({ by: 'control' as const, policy })),
  ];
  return all.flatMap(({ by, policy }) =>
    applying(policy, request).flatMap((statement) => {
      const naming = withoutPrincipals.has(by) ? 'caller' : namingOf(statement, request.caller);
      return naming === null ? [] : [{ by, policy: policy.name, statement, naming }];
    }),
  );
}
