import { Problem } from '@atelier/problem';
import type { AccountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import type { DestroyStep } from './destroy-step.ts';
import { carryOut } from './perform/carry-out.ts';
import { unlessInterrupted, type Waiting } from './waiting.ts';

/** Progress of a teardown, step by step; `empty`: the step found nothing left to do. */
export interface DestroyNews {
  readonly step: DestroyStep;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly status: 'begins' | 'done' | 'empty';
}

/**
 * Carries a teardown out, step by step. It may be run again at any time: every step looks first, and what is gone is
 * done.
 *
 * @throws Problem at the first step that fails or is interrupted; the later ones are not begun
 */
export async function destroy(
  steps: readonly DestroyStep[],
  clients: AccountClients,
  progress: (news: DestroyNews) => void,
  waiting: Waiting,
): Promise<void> {
  for (const [place, step] of steps.entries()) {
    const about = { step, number: place + 1, of: steps.length };
    try {
      unlessInterrupted(waiting);
      progress({ ...about, status: 'begins' });
      const was = await carryOut(step.action, clients, waiting);
      progress({ ...about, status: was ? 'done' : 'empty' });
    } catch (error) {
      throw stopped(error, place, steps);
    }
  }
}

function stopped(error: unknown, place: number, steps: readonly DestroyStep[]): Problem {
  const step = steps[place];
  const doing = `doing step ${place + 1} of ${steps.length} ("${step?.what}")`;
  const left = steps.slice(place).map(({ id }) => id);
  const state = `${place} of ${steps.length} steps are done. Left: ${left.join(', ')}. Running it again goes on from there.`;
  const cause = awsProblem(error, doing, state);
  const message = cause.message.includes(doing)
    ? cause.message
    : `Step ${place + 1} of ${steps.length} ("${step?.what}") stopped. ${cause.message}`;
  return new Problem({ code: cause.code, message, fix: cause.fix, whose: cause.whose, state }, error);
}
