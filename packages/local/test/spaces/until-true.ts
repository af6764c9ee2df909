import { setTimeout } from 'node:timers/promises';

const pollMillis = 100;

/** Resolves when a question is answered with yes; the test's own time limit is the most that it waits. */
export async function untilTrue(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await setTimeout(pollMillis);
}
