/** Whoever asks, as a policy may name them. */
export interface IamCaller {
  readonly kind: 'user' | 'session' | 'root' | 'service' | 'federated' | 'anonymous';
  /**
   * ARN of the user, of the role's session, of the account's root, or of the identity provider that vouches for somebody; name
   * of a service such as `logs.amazonaws.com`; else empty.
   */
  readonly arn: string;
  /** ARN of the role, with its path, whose session it is; null: it is none. */
  readonly role: string | null;
  /** Null: a service, somebody whom a provider vouches for, or nobody. */
  readonly account: string | null;
}

/** Facts of a request by name of the key, in lower case; a key that is not there is absent for IAM too. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** One question to IAM: may this caller do this there? */
export interface PolicyRequest {
  readonly caller: IamCaller;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** An ARN; `*` for actions that know no resources. */
  readonly resource: string;
  /** Account that the resource belongs to. */
  readonly account: string;
  readonly context: RequestContext;
}

/** The context with its keys as they are looked up. */
export function requestContext(facts: RequestContext): RequestContext {
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(facts)) context[key.toLowerCase()] = value;
  return context;
}

/** Values of a key in a request; undefined: the request does not have it. */
export function valuesOf(context: RequestContext, key: string): readonly string[] | undefined {
  const value = context[key.toLowerCase()];
  if (value === undefined) return undefined;
  return typeof value === 'string' ? [value] : value;
}
