import { setTimeout } from 'node:timers/promises';
import { Problem } from '@atelier/problem';

/** Time as a teardown sees it; a test gives one that nobody waits for. */
export interface Waiting {
  nowMs(): number;
  /** Ends early when the person interrupts. */
  sleep(ms: number): Promise<void>;
  /** Aborts when the person interrupts. */
  readonly interrupted?: AbortSignal;
}

/** Time as it is. */
export const realTime: Waiting = { nowMs: Date.now, sleep: (ms) => setTimeout(ms) };

/** Time for an account in which minutes pass by asking: a sleep is over at once, and counts all the same. */
export function skippedTime(): Waiting {
  let nowMs = 0;
  const sleep = async (ms: number) => {
    nowMs += ms;
  };
  return { nowMs: () => nowMs, sleep };
}

/** Time as it is, until the person interrupts. */
export function realTimeUntil(interrupted: AbortSignal): Waiting {
  // What a sleep is interrupted by is seen by whoever sleeps, in the signal.
  const sleep = (ms: number) => setTimeout(ms, undefined, { signal: interrupted }).catch(() => undefined);
  return { nowMs: Date.now, sleep, interrupted };
}

/** @throws Problem when the person has interrupted */
export function unlessInterrupted({ interrupted }: Waiting): void {
  if (interrupted?.aborted)
    throw new Problem({
      code: 'Interrupted',
      message: 'Interrupted: nothing more is begun. AWS goes on deleting what it was asked to delete.',
      fix: 'Run it again: it goes on from there.',
      whose: 'yours',
    });
}

interface Wait {
  /** State that is awaited, such as `the domain d-1 is gone`. */
  readonly until: string;
  readonly atMostMinutes: number;
}

const firstSleepMs = 2000;
const longestSleepMs = 30_000;

/**
 * Asks again until something is so; it sleeps between two questions only.
 *
 * @throws Problem when it takes much longer than AWS usually does, or the person interrupts
 */
export async function waitUntil(
  isSo: () => Promise<boolean>,
  { until, atMostMinutes }: Wait,
  waiting: Waiting,
): Promise<void> {
  const endMs = waiting.nowMs() + atMostMinutes * 60_000;
  for (let sleepMs = firstSleepMs; !(await isSo()); sleepMs = Math.min(sleepMs * 1.5, longestSleepMs)) {
    unlessInterrupted(waiting);
    if (waiting.nowMs() >= endMs)
      throw new Problem({
        code: 'AwsTookTooLong',
        message: `AWS has not come so far within ${atMostMinutes} minutes that ${until}.`,
        fix: 'Look at it in the AWS console, then run it again: it goes on from there.',
        whose: 'machine',
      });
    await waiting.sleep(sleepMs);
  }
}
