import { failureFrom, Problem } from '@atelier/problem';
import type { Call } from '@atelier/simulated-aws';
import type { PhaseFailure } from './phase.ts';

/** The end of a rehearsal in a phase that failed, with the last call that was not answered. */
export function stopped(phase: string, { problem }: PhaseFailure, calls: readonly Call[]): Error {
  if (problem.whose === 'ours') return failureFrom(problem);
  const last = calls.findLast(({ outcome }) => outcome !== 'answered');
  const said =
    last === undefined ? '' : ` The last call that was not answered: ${last.service} ${last.action} (${last.fault}).`;
  return new Problem({
    code: 'RehearsalStopped',
    message: `The rehearsal stopped in ${phase}, and so would a real deployment. ${problem.message}${said}`,
    fix: problem.fix,
    whose: problem.whose,
    state: 'Nothing outside of this machine was touched.',
  });
}
