import { type Call, holdings, type World } from '@atelier/simulated-aws';
import { hasFailed, type Phase, type PhaseResult, phases } from './phase.ts';
import type { Session } from './session.ts';
import { stopped } from './stopped.ts';
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
  readonly there: { readonly count: number; readonly touched: readonly string[] };
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
  await session.prepare();
  for (const phase of phases) {
    await session.renewRights();
    const { simulated } = session;
    const before = simulated.world;
    simulated.enter(before.copy());
    const result = await session.play(phase);
    if (hasFailed(result)) throw stopped(result, simulated.calls);
    const { world, calls } = simulated;
    const there = { count: first.resources.list().length, touched: touched(first, world) };
    const record = { phase, result, before, calls, holds: holdings(world), there };
    notified(record);
    records.push(record);
  }
  return records;
}
