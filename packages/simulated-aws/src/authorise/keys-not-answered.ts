import { type AskedPolicies, type AskedPolicy, speaksOf } from '@atelier/proofs/policy';

/** Keys of conditions that the account has a value for, or knows to be absent. */
const answered = [
  /^aws:(calledvia(first|last)?|currenttime|epochtime|principal(account|arn|isawsservice|servicename|tag\/.*|type))$/,
  /^aws:(requestedregion|requesttag\/.*|resource(account|tag\/.*)|securetransport|source(account|arn|ip|vpc|vpce))$/,
  /^aws:(tagkeys|userid|username|viaawsservice|vpcsourceip)$/,
  /^cloudformation:(changesetname|rolearn)$/,
  /^iam:(awsservicename|passedtoservice|permissionsboundary|policyarn)$/,
  /^kms:(calleraccount|encryptioncontext:aws:s3:arn|viaservice)$/,
  /^s3:(delimiter|if-none-match|max-keys|objectcreationoperation|prefix|resourceaccount|tlsversion|x-amz-server-side-encryption(-aws-kms-key-id|-customer-algorithm)?)$/,
  /^sso:applicationaccount$/,
  /^sts:(externalid|rolesessionname)$/,
];

/** What policies ask for and the account knows nothing of: keys that count as absent, as at AWS, and statements that cannot be read. */
export function keysNotAnswered({ identity, boundary, resource, endpoint }: AskedPolicies, action: string): string[] {
  const asked = [...identity, boundary ?? [], resource ?? [], endpoint ?? []].flat();
  return [...new Set(asked.flatMap((policy) => unansweredIn(policy, action)))];
}

function unansweredIn(policy: AskedPolicy, action: string): readonly string[] {
  const before = known.get(policy) ?? new Map<string, readonly string[]>();
  known.set(policy, before);
  const found = before.get(action) ?? look(policy, action);
  before.set(action, found);
  return found;
}

/** The same policies are asked by every call. */
const known = new WeakMap<AskedPolicy, Map<string, readonly string[]>>();

function look({ statements, unread, name }: AskedPolicy, action: string): readonly string[] {
  const keys = statements.flatMap((one) => (speaksOf(one, action) ? one.conditions.map(({ key }) => key) : []));
  return [
    ...keys.filter((key) => !answered.some((pattern) => pattern.test(key))),
    ...unread.map(({ path, why }) => `${path || name}: ${why}`),
  ];
}
