import { listAt } from '../at.ts';
import type { Hole } from '../rule.ts';
import type { Identity } from './identities.ts';
import { coversEverything, type Statement, speaksOf } from './statement.ts';

const broadPolicy = /^arn:[^:]*:iam::aws:policy\/.*(FullAccess|AdministratorAccess|PowerUser|PowerUserAccess)$/;

/** Whether a text is the ARN of a policy of AWS with all rights to a service, or to everything. */
export function isBroadPolicy(arn: unknown): arn is string {
  return typeof arn === 'string' && broadPolicy.test(arn);
}

export function hasBroadPolicy({ resource }: Identity): boolean {
  return listAt(resource.properties, 'ManagedPolicyArns').some(isBroadPolicy);
}

/** Everything, or everything but a few things, on everything: judged by a rule of its own and by no other. */
export function isEverything(statement: Statement): boolean {
  const isAnyAction =
    statement.actions.some((action) => /^\*+(:\*+)?$/.test(action)) || statement.notActions.length > 0;
  return statement.allows && isAnyAction && coversEverything(statement);
}

/** Statements that give an identity the right to an action, unless it is refused without conditions. */
export function grants({ statements }: Identity, action: string): Statement[] {
  const isRefused = statements.some(
    (one) => !one.allows && one.conditions.length === 0 && coversEverything(one) && speaksOf(one, action),
  );
  return isRefused ? [] : statements.filter((one) => one.allows && !isEverything(one) && speaksOf(one, action));
}

/** Whether a statement covers any role, or any version of any model. */
export function coversAll(kind: 'role' | 'model-package', statement: Statement): boolean {
  return (
    coversEverything(statement) || statement.resources.some((arn) => arn.endsWith(`:${kind}/*`) || /:\*$/.test(arn))
  );
}

export function statementHole({ at, path }: Statement, message: string, fix: string): Hole {
  return { at, path, message, fix };
}
