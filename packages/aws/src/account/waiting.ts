import { setTimeout } from 'node:timers/promises';
import { Problem } from '@atelier/core';

/** Time as a teardown sees it; a test gives one that nobody waits for. */
export interface Waiting {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

/** Time as it is. */
export const realTime: Waiting = { nowMs: Date.now, sleep: (ms) => setTimeout(ms) };

interface Wait {
  /** What is awaited, such as `the domain d-1 is gone`. */
  readonly until: string;
  readonly atMostMinutes: number;
}

const firstSleepMs = 2000;
const longestSleepMs = 30_000;

/**
 * Asks again until something is so; it sleeps between two questions only.
 *
 * @throws Problem when it takes much longer than AWS usually does
 */
export async function waitUntil(
  isSo: () => Promise<boolean>,
  { until, atMostMinutes }: Wait,
  waiting: Waiting,
): Promise<void> {
  const endMs = waiting.nowMs() + atMostMinutes * 60_000;
  for (let sleepMs = firstSleepMs; !(await isSo()); sleepMs = Math.min(sleepMs * 1.5, longestSleepMs)) {
    if (waiting.nowMs() >= endMs)
      throw new Problem({
        code: 'TookTooLong',
        message: `AWS has not come so far within ${atMostMinutes} minutes that ${until}.`,
        fix: 'Look at it in the AWS console, then run it again: it goes on from there.',
        whose: 'machine',
      });
    await waiting.sleep(sleepMs);
  }
}
