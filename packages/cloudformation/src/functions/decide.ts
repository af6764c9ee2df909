import { isMap, scalarText } from '../value.ts';
import { resolve } from './intrinsics.ts';
import { isUnknown } from './reference.ts';
import type { Scope } from './scope.ts';

/** How conditions are decided: what others answer, and what is said of a comparison that nobody can make. */
export interface Belief {
  condition(name: string): boolean | null;
  readonly undecided: boolean | null;
}

/** Whether a condition holds; null when it depends on something unknown. */
export function decide(scope: Scope, raw: unknown, belief: Belief, depth = 0): boolean | null {
  if (depth > 100 || !isMap(raw)) return belief.undecided;
  const [name, argument] = Object.entries(raw)[0] ?? [];
  if (name === 'Condition') return typeof argument === 'string' ? belief.condition(argument) : belief.undecided;
  if (!Array.isArray(argument)) return belief.undecided;
  if (name === 'Fn::Equals') return equal(scope, argument[0], argument[1]) ?? belief.undecided;
  const parts = argument.map((part) => decide(scope, part, belief, depth + 1));
  if (name === 'Fn::Not') return parts[0] === null || parts[0] === undefined ? null : !parts[0];
  if (name === 'Fn::And') return parts.includes(false) ? false : parts.includes(null) ? null : true;
  if (name === 'Fn::Or') return parts.includes(true) ? true : parts.includes(null) ? null : false;
  return belief.undecided;
}

function equal(scope: Scope, left: unknown, right: unknown): boolean | null {
  const [one, other] = [resolve(scope, left), resolve(scope, right)].map((value) => scalarText(value));
  if ([one, other].some((text) => text?.includes('{{resolve:'))) return null;
  if (one === other && one !== null) return one !== undefined && !one.includes('⟨unknown⟩') ? true : null;
  return isUnknown(one) || isUnknown(other) || one === null || other === null ? null : false;
}
