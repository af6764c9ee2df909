import { type Call, holdings, type World } from '@atelier/simulated-aws';
import { hasFailed, type Phase, type PhaseAnswer } from './phase.ts';
import type { Session } from './session.ts';
import { stopped } from './stopped.ts';
import { touched } from './touched.ts';

/** One phase as it goes when nothing fails. */
export interface PhaseRecord {
  readonly phase: Phase;
  readonly answer: PhaseAnswer;
  /** What is otherwise than it should be; empty: nothing. */
  readonly unmet: readonly string[];
  /** The account when it began. */
  readonly before: World;
  /** The account as it is left to the phases that begin in it. */
  readonly after: World;
  readonly calls: readonly Call[];
  /** Things that the account holds in the end. */
  readonly holds: readonly string[];
  /** Things that were there before the first phase and are otherwise now. */
  readonly there: { readonly count: number; readonly touched: readonly string[] };
}

/**
 * Goes through phases, each in the account that the one before it has left, as many at once as there are sessions.
 *
 * @throws Problem at a vital phase that fails: a real deployment would fail there too
 */
export async function rehearseCycle(
  sessions: readonly Session[],
  phases: readonly Phase[],
  notified: (record: PhaseRecord) => void,
): Promise<readonly PhaseRecord[]> {
  const [main] = sessions;
  if (main === undefined) throw new Error('A rehearsal needs a session.');
  const given = main.simulated.world.copy();
  await main.prepare();
  const start: Start = { given, first: main.simulated.world };
  const underWay = new Map<string, Promise<PhaseRecord | null>>();
  const left = phases.values();
  await Promise.all(
    sessions.map(async (session) => {
      for (const phase of left) {
        const going = recordOf(session, phase, { start, origin: underWay.get(phase.from ?? '') });
        underWay.set(phase.name, going);
        const record = await going;
        if (record !== null) notified(record);
      }
    }),
  );
  const records = await Promise.all(phases.map(({ name }) => underWay.get(name)));
  return records.filter((record) => record != null);
}

interface Start {
  /** The account as the file says that it is. */
  readonly given: World;
  /** The same with what the CDK deploys with, and the operator. */
  readonly first: World;
}

interface Ground {
  readonly start: Start;
  /** Of the phase in whose account this one begins. */
  readonly origin: Promise<PhaseRecord | null> | undefined;
}

/** Null: the phase in whose account it was to begin did not come to its end. */
async function recordOf(session: Session, phase: Phase, { start, origin }: Ground): Promise<PhaseRecord | null> {
  const that = await origin;
  if (phase.from !== null && (that == null || hasFailed(that.answer))) return null;
  const before = (that?.after ?? start.first).copy();
  phase.arrange(before);
  const unheard = await session.giveRights(phase, before);
  session.simulated.enter(before.copy());
  const answer = unheard ?? (await session.play(phase));
  const { world, calls } = session.simulated;
  const { isVital, expects, leaves } = phase;
  if (hasFailed(answer) && (isVital || answer.problem.whose === 'ours')) throw stopped(phase.name, answer, calls);
  const outcome = { answer, calls, before, after: world, first: start.first, beforeThat: that?.before ?? null };
  const unmet = expects.flatMap((expectation) => expectation(outcome));
  const there = { count: start.given.resources.list().length, touched: touched(start.given, world) };
  const after = world.copy();
  leaves(after);
  return { phase, answer, unmet, before, after, calls, holds: holdings(world), there };
}
