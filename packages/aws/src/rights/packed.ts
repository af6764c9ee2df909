import { Problem } from '@atelier/problem';
import { type IamStatement, policyDocument } from '../access/policy.ts';
import { managedQuota, policySize } from '../access/policy-size.ts';

/**
 * The statements as few lists, each of which is no longer than IAM takes: every one goes to the first with room for it. One
 * that is too long by itself is cut where its resources are listed.
 *
 * @throws Problem when even one resource of a statement is too long
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
    fix: 'Give the workspace a shorter name, or a shorter aws.iam.rolePath.',
    whose: 'yours',
    state: 'No policy was made.',
  });
}
