import { Problem } from '@atelier/problem';

/** A problem found by the preflight, which stands in the way of making stacks of a workspace. */
export function preflightProblem(code: string, message: string, fix: string): Problem {
  return new Problem({ code, message, fix, whose: 'yours', state: 'Nothing was made.' });
}
