import type { Trespass } from '../../src/walls/attempt.ts';
import type { Question } from './question.ts';

/** Attempts as questions: with `always`, also once somebody has attached a policy that allows everything. */
export function refused(attempts: readonly Trespass[], always: boolean): Question[] {
  return attempts.map(([what, attempt]) => ({ what, call: attempt, allowed: false, always }));
}
