import { failureFrom, Problem } from '@atelier/problem';
import { type Call, holdings, type World } from '@atelier/simulated-aws';
import { hasFailed, type Phase, type PhaseFailure, type PhaseResult, phases } from './phase.ts';
import type { Session } from './session.ts';
import { touched } from './touched.ts';

/** One phase as it goes when nothing fails. */
export interface PhaseRecord {
  readonly phase: Phase;
  readonly result: PhaseResult;
  /** The account when it began. */
  readonly before: World;
  readonly calls: readonly Call[];
  /** Things that the account holds in the end. */
  readonly holds: readonly string[];
  /** Things that were there before the first phase and are otherwise now. */
  readonly touched: readonly string[];
}

/**
 * Goes through all phases, each in the account that the one before has left.
 *
 * @throws Problem at the phase that fails: a real deployment would fail there too
 */
export async function rehearseCycle(
  session: Session,
  notified: (record: PhaseRecord) => void,
): Promise<readonly PhaseRecord[]> {
  const records: PhaseRecord[] = [];
  const first = session.simulated.world.copy();
  for (const phase of phases) {
    const { simulated } = session;
    const before = simulated.world;
    simulated.enter(before.copy());
    const result = await session.play(phase);
    if (hasFailed(result)) throw stopped(result, simulated.calls);
    const { world, calls } = simulated;
    const record = { phase, result, before, calls, holds: holdings(world), touched: touched(first, world) };
    notified(record);
    records.push(record);
  }
  return records;
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
