import { Problem } from '@atelier/problem';
import { type IamStatement, type PolicyDocument, policyDocument } from './policy.ts';
import { managedQuota, policySize } from './policy-size.ts';

/** A managed policy under its name. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** A policy as IAM takes it: whole under its name, or in parts, of which the second is `<name>-2`. */
export function packedPolicies(name: string, whole: PolicyDocument): readonly NamedPolicy[] {
  return packed(name, whole.Statement).map((statements, index) => ({
    name: index === 0 ? name : `${name}-${index + 1}`,
    document: policyDocument(statements),
  }));
}

/**
 * The statements as few lists, each of which is no longer than IAM takes: every one goes to the first with room for it. One
 * that is too long by itself is cut where its resources are listed.
 *
 * @throws Problem when even one resource of a statement is too long, or all that it exempts
 */
export function packed(name: string, statements: readonly IamStatement[]): readonly (readonly IamStatement[])[] {
  const lists: IamStatement[][] = [];
  for (const statement of statements.flatMap((whole) => pieces(name, whole))) {
    const roomy = lists.find((list) => fits([...list, statement]));
    if (roomy === undefined) lists.push([statement]);
    else roomy.push(statement);
  }
  return lists;
}

function fits(statements: readonly IamStatement[]): boolean {
  return policySize(policyDocument(statements)) <= managedQuota;
}

function pieces(name: string, statement: IamStatement): readonly IamStatement[] {
  if (fits([statement])) return [statement];
  if (!('Resource' in statement) || statement.Resource.length < 2) throw tooLong(name, statement);
  const half = Math.ceil(statement.Resource.length / 2);
  return [statement.Resource.slice(0, half), statement.Resource.slice(half)].flatMap((Resource, index) =>
    pieces(name, { ...statement, Sid: `${statement.Sid}${index + 1}`, Resource }),
  );
}

function tooLong(name: string, { Sid }: IamStatement): Problem {
  return new Problem({
    code: 'PolicyTooLong',
    message: `The statement ${Sid} of ${name} alone is longer than the ${managedQuota} characters that IAM takes.`,
    fix: 'Give the workspace a shorter name, a shorter aws.iam.rolePath, or its projects fewer buckets by a common beginning.',
    whose: 'yours',
    state: 'No policy was made.',
  });
}
