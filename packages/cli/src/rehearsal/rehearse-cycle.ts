import { failureFrom, Problem } from '@atelier/core';
import { type Call, holdings, type World } from '@atelier/simulated-aws';
import { hasFailed, type Phase, type PhaseFailure, type PhaseResult, phases } from './phase.ts';
import type { Stage } from './stage.ts';

/** One phase as it goes when nothing fails. */
export interface Act {
  readonly phase: Phase;
  readonly result: PhaseResult;
  /** The account when it began. */
  readonly before: World;
  readonly calls: readonly Call[];
  /** What the account holds in the end. */
  readonly holds: readonly string[];
}

/**
 * Goes through all phases, each in the account that the one before has left.
 *
 * @throws Problem at the phase that fails: a real deployment would fail there too
 */
export async function rehearseCycle(stage: Stage, told: (act: Act) => void): Promise<readonly Act[]> {
  const acts: Act[] = [];
  for (const phase of phases) {
    const { standIn } = stage;
    const before = standIn.world;
    standIn.enter(before.copy());
    const result = await stage.play(phase);
    if (hasFailed(result)) throw stopped(result, standIn.calls);
    const act = { phase, result, before, calls: standIn.calls, holds: holdings(standIn.world) };
    told(act);
    acts.push(act);
  }
  return acts;
}

function stopped({ phase, problem }: PhaseFailure, calls: readonly Call[]): Error {
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
