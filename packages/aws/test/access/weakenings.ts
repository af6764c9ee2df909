import type { IamStatement, PolicyDocument } from '../../src/access/policy.ts';
import type { Principal } from './principals.ts';

export interface Weakened {
  readonly name: string;
  readonly before: Principal;
  readonly after: Principal;
  /** The calls that the weakened statement is about. */
  readonly actions: readonly string[];
}

/**
 * A role with each of its statements weakened in turn: refusals left out, rights widened to every resource, conditions
 * dropped. A right is weakened without the limits beside it, because they would hide what it gives away.
 */
export function* weakeningsOf(principal: Principal): Generator<Weakened> {
  const { limits: _, inside: __, ...rights } = principal.policies;
  for (const [policy, document] of Object.entries(principal.policies)) {
    for (const [place, statement] of document.Statement.entries()) {
      for (const [how, weaker] of weakerThan(statement)) {
        const beside = weaker === null ? principal.policies : rights;
        yield {
          name: `${policy}: ${statement.Sid} ${how}`,
          before: { ...principal, policies: beside },
          after: { ...principal, policies: { ...beside, [policy]: withStatement(document, place, weaker) } },
          actions: statement.Action,
        };
      }
    }
  }
}

function* weakerThan(statement: IamStatement): Generator<readonly [string, IamStatement | null]> {
  const { Condition, ...unconditional } = statement;
  if (statement.Effect === 'Deny') {
    yield ['left out', null];
    return;
  }
  if (Condition !== undefined) yield ['without its condition', unconditional as IamStatement];
  if ('Resource' in statement && !statement.Resource.includes('*')) {
    yield ['widened to every resource', { ...statement, Resource: ['*'] }];
  }
}

function withStatement(document: PolicyDocument, place: number, weaker: IamStatement | null): PolicyDocument {
  const Statement = document.Statement.flatMap((statement, index) => {
    if (index !== place) return [statement];
    return weaker === null ? [] : [weaker];
  });
  return { ...document, Statement };
}

/** Whether a statement about these calls can change the answer to this one. */
export function concerns(actions: readonly string[], action: string): boolean {
  return actions.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i').test(action));
}
