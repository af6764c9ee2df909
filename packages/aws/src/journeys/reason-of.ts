import type { IamAnswer, Statement, Untold } from '@atelier/proofs/policy';
import type { ApiCall } from './calls/api-call.ts';

type No = Exclude<IamAnswer, { readonly verdict: 'allowed' }>;

const policies = {
  identity: 'the policies of the role',
  boundary: 'the boundary of the role',
  resource: "the thing's own policy",
  endpoint: 'the policy of the endpoint',
  organization: 'the policies of the organization',
  control: 'the policies of the organization',
} as const;

/** Why a call is refused, by which policy and statement. */
export function reasonOf(answer: No): string {
  const by = policies[answer.by];
  if (answer.verdict === 'denied')
    return `${capital(statementText(answer.statement, answer.policy))} refuses it (${by}).`;
  return answer.policy === undefined ? `Nothing in ${by} allows it.` : `Nothing in ${answer.policy} allows it (${by}).`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A statement by its own name, else by its place: `the statement Lockout of scp.json`. */
export function statementText({ sid, path }: Statement, policy: string): string {
  const number = Number(/\[(\d+)\]$/.exec(path)?.[1] ?? Number.NaN) + 1;
  return `the statement ${sid ?? number} of ${policy}`;
}

/** Why nobody can tell whether a statement of others refuses a request. */
export function untoldText({ policy, statement, keys }: Untold): string {
  const named = statementText(statement, policy.name);
  const isOfMembers = keys.some((key) => /^aws:\w+orgid$/.test(key));
  const hint = isOfMembers ? ' What `aws organizations describe-policy` prints names the organization.' : '';
  return `Whether ${named} refuses it hangs on ${keys.join(' and ')}, which no template says.${hint}`;
}

/** Why nobody can tell what a role under a boundary may do. */
export function unseenBoundary(boundary: string): string {
  return `Nobody has shown what the boundary ${boundary} lets through: give it with --boundary.`;
}

/** The smallest change that lets a call through. */
export function fixOf(answer: No, { action, resource }: ApiCall): string {
  if (answer.by === 'identity' || answer.by === 'resource')
    return 'Make the templates anew: nothing in the file takes that right away.';
  const call = `${action} on ${resource}`;
  if (answer.verdict === 'denied') return `Let ${call} through ${statementText(answer.statement, answer.policy)}.`;
  return `Allow ${call} in ${answer.policy ?? policies[answer.by]}.`;
}
