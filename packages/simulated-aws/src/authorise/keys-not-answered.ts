import {
  type AskedPolicies,
  type AskedPolicy,
  type IamCaller,
  type RequestContext,
  speaksOf,
} from '@atelier/proofs/policy';

/** A request for which policies were asked. */
export interface AnsweredRequest {
  readonly action: string;
  readonly caller: IamCaller;
  /** With its keys in lower case. */
  readonly context: RequestContext;
}

/** Keys of conditions that the account has a value for, or knows to be absent, whoever calls. */
const answered = [
  /^aws:(calledvia(first|last)?|currenttime|epochtime|principal(account|arn|isawsservice|servicename(slist)?|tag\/.*|type))$/,
  /^aws:(requestedregion|requesttag\/.*|resource(account|tag\/.*)|securetransport|source(ip|vpc|vpce))$/,
  /^aws:(tagkeys|userid|username|viaawsservice|vpcsourceip)$/,
  /^cloudformation:(changesetname|rolearn)$/,
  /^iam:(awsservicename|passedtoservice|permissionsboundary|policyarn)$/,
  /^kms:(calleraccount|viaservice)$/,
  /^s3:(delimiter|if-none-match|max-keys|objectcreationoperation|prefix|resourceaccount|tlsversion|x-amz-server-side-encryption(-aws-kms-key-id|-customer-algorithm)?)$/,
  /^sso:applicationaccount$/,
  /^sts:(externalid|rolesessionname)$/,
];

/**
 * "only when the call to your resource is being made directly by an AWS service principal on behalf of a resource": absent for
 * everybody else (IAM User Guide, "AWS global condition context keys", "aws:SourceAccount" and those beside it).
 */
const ofServicesAlone = /^aws:source(account|arn|orgid|orgpaths)$/;

/** Actions of KMS that may be given an encryption context, in small letters. */
const withContext = /^kms:(creategrant|decrypt|encrypt|generatedatakey.*|reencrypt.*)$/;

/**
 * Whether it is known which encryption contexts a request has: none where it cannot have one, and where it has one no other
 * (AWS KMS Developer Guide, "kms:EncryptionContext:context-key").
 */
function isContextKnown(action: string, context: RequestContext): boolean {
  if (!action.startsWith('kms:')) return false;
  return !withContext.test(action.toLowerCase()) || Object.keys(context).some((key) => isOfContext(key));
}

function isOfContext(key: string): boolean {
  return key.startsWith('kms:encryptioncontext:');
}

/** What policies ask for and the account knows nothing of: keys that count as absent, as at AWS, and statements that cannot be read. */
export function keysNotAnswered(
  { identity, boundary, resource, endpoint }: AskedPolicies,
  { action, caller, context }: AnsweredRequest,
): string[] {
  const policies = [...identity, boundary ?? [], resource ?? [], endpoint ?? []].flat();
  const asked = new Set(policies.flatMap((policy) => asksFor(policy, action).keys));
  const isAnswered = (key: string) =>
    key in context ||
    answered.some((pattern) => pattern.test(key)) ||
    (isOfContext(key) && isContextKnown(action, context)) ||
    (caller.kind !== 'service' && ofServicesAlone.test(key));
  const unread = policies.flatMap((policy) => asksFor(policy, action).unread);
  return [...new Set([...[...asked].filter((key) => !isAnswered(key)), ...unread])];
}

interface AsksFor {
  readonly keys: readonly string[];
  readonly unread: readonly string[];
}

function asksFor(policy: AskedPolicy, action: string): AsksFor {
  const before = known.get(policy) ?? new Map<string, AsksFor>();
  known.set(policy, before);
  const found = before.get(action) ?? look(policy, action);
  before.set(action, found);
  return found;
}

/** The same policies are asked by every call. */
const known = new WeakMap<AskedPolicy, Map<string, AsksFor>>();

function look({ statements, unread, name }: AskedPolicy, action: string): AsksFor {
  return {
    keys: statements.flatMap((one) => (speaksOf(one, action) ? one.conditions.map(({ key }) => key) : [])),
    unread: unread.map(({ path, why }) => `${path || name}: ${why}`),
  };
}
