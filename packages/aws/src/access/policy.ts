/** A policy of IAM as JSON; values may be tokens of the CDK. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly IamStatement[];
}

export type IamStatement = StatementCore &
  ({ readonly Resource: readonly string[] } | { readonly NotResource: readonly string[] });

interface StatementCore {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Condition?: Conditions;
}

/** Operator to condition key to accepted values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Conditions,
): IamStatement {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

export function deny(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Conditions,
): IamStatement {
  return { Sid, Effect: 'Deny', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

export function denyElsewhere(
  Sid: string,
  Action: readonly string[],
  NotResource: readonly string[],
  Condition?: Conditions,
): IamStatement {
  return { Sid, Effect: 'Deny', Action, NotResource, ...(Condition === undefined ? {} : { Condition }) };
}

/** The document of these statements; those that speak of nothing are left out, because IAM refuses them. */
export function policyDocument(statements: readonly IamStatement[]): PolicyDocument {
  const speaking = statements.filter(
    (statement) => statement.Action.length > 0 && !('Resource' in statement && statement.Resource.length === 0),
  );
  return { Version: '2012-10-17', Statement: speaking };
}
