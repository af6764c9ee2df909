import type { AskedPolicies, AskedPolicy } from '@atelier/proofs/policy';

/** Keys of conditions that the account has a value for, or knows to be absent. */
const answered = [
  /^aws:(calledvia(first|last)?|currenttime|epochtime|principal(account|arn|isawsservice|servicename|tag\/.*|type))$/,
  /^aws:(requestedregion|requesttag\/.*|resource(account|tag\/.*)|securetransport|source(account|arn|ip|vpc|vpce))$/,
  /^aws:(tagkeys|userid|username|viaawsservice|vpcsourceip)$/,
  /^cloudformation:(changesetname|rolearn)$/,
  /^iam:(awsservicename|passedtoservice|permissionsboundary|policyarn)$/,
  /^kms:(calleraccount|encryptioncontext:aws:s3:arn|viaservice)$/,
  /^s3:(delimiter|max-keys|prefix|tlsversion|x-amz-server-side-encryption(-aws-kms-key-id|-customer-algorithm)?)$/,
  /^sts:(externalid|rolesessionname)$/,
];

/** What policies ask for and the account knows nothing of: keys that count as absent, as at AWS, and statements that cannot be read. */
export function keysNotAnswered({ identity, boundary, resource, endpoint }: AskedPolicies, action: string): string[] {
  const service = action.split(':')[0] ?? '';
  const asked = [...identity, boundary ?? [], resource ?? [], endpoint ?? []].flat();
  return [...new Set(asked.flatMap((policy) => unansweredIn(policy, service)))];
}

function unansweredIn(policy: AskedPolicy, service: string): readonly string[] {
  const before = known.get(policy) ?? new Map<string, readonly string[]>();
  known.set(policy, before);
  const found = before.get(service) ?? look(policy, service);
  before.set(service, found);
  return found;
}

/** The same policies are asked by every call. */
const known = new WeakMap<AskedPolicy, Map<string, readonly string[]>>();

function look({ statements, unread, name }: AskedPolicy, service: string): readonly string[] {
  const speaking = statements.filter(({ actions, notActions }) =>
    [...actions, ...notActions].some((one) => one === '*' || one.startsWith(`${service}:`)),
  );
  const keys = speaking.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return [
    ...keys.filter((key) => !answered.some((pattern) => pattern.test(key))),
    ...unread.map(({ path, why }) => `${path || name}: ${why}`),
  ];
}
