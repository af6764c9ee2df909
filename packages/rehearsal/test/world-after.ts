import type { World } from '@atelier/simulated-aws';
import type { Expectation, PhaseAnswer, PhaseOutcome } from '../src/phase.ts';

type Thing = Parameters<World['resources']['put']>[0];

/** Puts a thing into an account that nobody made. */
export function put({ resources, clock }: World, thing: Pick<Thing, 'type' | 'id'> & Partial<Thing>): void {
  const loose = { properties: {}, attributes: {}, stack: null, logicalId: null, status: null, madeBy: null };
  resources.put({ ...loose, createdMs: clock.nowMs(), ...thing });
}

/** What an expectation says after something was done to an account. */
export function unmetAfter(
  expectation: Expectation,
  before: World,
  act: (world: World) => void,
  more: Partial<PhaseOutcome> = {},
): readonly string[] {
  const after = before.copy();
  act(after);
  const answer: PhaseAnswer = { did: 'deploy', stacks: 1, changed: ['acme-people-01'], getIn: [], seconds: 0 };
  return expectation({ answer, calls: [], before, after, first: before, beforeThat: null, ...more });
}

/** An answer of a command that refused. */
export function refusal(code: string, state = 'Nothing was changed.'): PhaseAnswer {
  return { problem: { code, message: `It is ${code}.`, fix: 'Mend it.', whose: 'yours', state }, seconds: 0 };
}
