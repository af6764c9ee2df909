import type { Statement } from '../policy/statement.ts';
import type { AskedPolicy } from './asked-policy.ts';
import type { PolicyRequest } from './policy-request.ts';
import { applying } from './statement-applies.ts';

/** A statement of which nobody can tell whether it applies, and the keys that it hangs on. */
export interface Untold {
  readonly policy: AskedPolicy;
  readonly statement: Statement;
  readonly keys: readonly string[];
}

/**
 * The statements of policies that apply to a request if what nobody can tell is so: conditions on other keys hold, and at least
 * one key is not told.
 */
export function untoldIn(
  policies: readonly AskedPolicy[],
  request: PolicyRequest,
  isTold: (key: string) => boolean,
): readonly Untold[] {
  return policies.flatMap((policy) => {
    const statements = policy.statements.flatMap((statement) => {
      const told = statement.conditions.filter(({ key }) => isTold(key));
      return told.length === statement.conditions.length ? [] : [{ ...statement, conditions: told, whole: statement }];
    });
    if (statements.length === 0) return [];
    return applying({ ...policy, statements }, request).map((found) => {
      const { whole } = found as Statement & { readonly whole: Statement };
      const keys = whole.conditions.filter(({ key }) => !isTold(key)).map(({ key }) => key);
      return { policy, statement: whole, keys: [...new Set(keys)] };
    });
  });
}

/** A policy where everything that is not told turns out for the request, or against it. */
export function supposing(policy: AskedPolicy, untold: readonly Untold[], outcome: 'for' | 'against'): AskedPolicy {
  const own = untold.filter((one) => one.policy === policy).map(({ statement }) => statement);
  if (own.length === 0) return policy;
  const statements = policy.statements.flatMap((statement) => {
    if (!own.includes(statement)) return [statement];
    return statement.allows === (outcome === 'for') ? [{ ...statement, conditions: [] }] : [];
  });
  return { ...policy, statements };
}
