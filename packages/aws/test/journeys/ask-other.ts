import type { AskedPolicies, AskedPolicy, PolicyRequest } from '@atelier/proofs/policy';
import {
  createValidatedPolicy,
  type ValidatedPolicy,
  validateEndpointPolicy,
  validateIdentityPolicy,
  validateResourcePolicy,
} from '@cloud-copilot/iam-policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';

export type Verdict = 'allowed' | 'denied' | 'not-allowed';

/** The document of a policy as it was written. */
export type WrittenAs = (policy: AskedPolicy) => object;

/** What the simulator of IAM that only tests use answers; or why it does not. */
export async function askOther(
  { caller, action, resource, account, context }: PolicyRequest,
  policies: AskedPolicies,
  writtenAs: WrittenAs,
): Promise<Verdict | { readonly unanswered: string }> {
  const { identity, boundary, resource: own, endpoint } = policies;
  const as = (kind: Kind, policy: AskedPolicy) => validated(kind, writtenAs(policy));
  const [resourcePolicy, ...more] = [own ?? []].flat();
  if (more.length > 0) throw new Error('The other simulator takes one policy of a thing.');
  const named = (kind: Kind, all: readonly AskedPolicy[]) =>
    all.map((policy, at) => ({ name: `p${at}`, policy: as(kind, policy) }));
  const results = await runSimulation(
    {
      request: {
        principal: caller.role ?? caller.arn,
        action,
        resource: { resource, accountId: account },
        contextVariables: known(structuredClone(context)) as Record<string, string | string[]>,
      },
      identityPolicies: named('identity', identity),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy === undefined ? {} : { resourcePolicy: as('resource', resourcePolicy) }),
      ...(boundary === undefined ? {} : { permissionBoundaryPolicies: named('identity', [boundary]) }),
      ...(endpoint === undefined ? {} : { vpcEndpointPolicies: named('endpoint', [endpoint]) }),
    },
    {},
  );
  if (results.resultType === 'error') return { unanswered: JSON.stringify(results.errors).slice(0, 300) };
  return answers[results.overallResult];
}

const answers = { Allowed: 'allowed', ExplicitlyDenied: 'denied', ImplicitlyDenied: 'not-allowed' } as const;

const validators = {
  identity: validateIdentityPolicy,
  resource: validateResourcePolicy,
  endpoint: validateEndpointPolicy,
} as const;

type Kind = keyof typeof validators;

const checked = new WeakMap<object, ValidatedPolicy>();

/** Checked once: checking takes far longer than asking. */
function validated(kind: Kind, document: object): ValidatedPolicy {
  const before = checked.get(document);
  if (before !== undefined) return before;
  const policy = createValidatedPolicy(known(document), validators[kind]);
  checked.set(document, policy);
  return policy;
}

/**
 * In words that the other simulator knows: it ignores keys of an encryption context, and of issuers that are not well known, so
 * that it is asked under keys that nothing else here has.
 */
function known<Part>(part: Part): Part {
  const text = JSON.stringify(part)
    .replaceAll(/kms:encryptioncontext:aws:\w+:arn/gi, 'kms:RequestAlias')
    .replaceAll('login.example.com/main:', 'accounts.google.com:');
  return JSON.parse(text) as Part;
}
