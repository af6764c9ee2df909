import { expect, test } from 'vitest';
import type { Clock } from '../src/clock.ts';
import { keepLooking } from '../src/keep-looking.ts';

/** Time passes as soon as somebody waits for it. */
function hurriedClock(): Clock & { readonly waited: number[] } {
  let nowMs = 0;
  const waited: number[] = [];
  return {
    waited,
    now: () => nowMs,
    waitUntil: async (timeMs, signal) => {
      await new Promise(setImmediate);
      if (signal.aborted) throw signal.reason;
      waited.push(timeMs - nowMs);
      nowMs = timeMs;
    },
  };
}

const told: string[] = [];
const tell = (news: string) => void told.push(news);

test('it looks at once, and again after as long as each look says', async () => {
  const clock = hurriedClock();
  let looks = 0;
  const enough = Promise.withResolvers<void>();
  const looking = keepLooking({ what: 'it', clock, tell }, () => {
    looks += 1;
    if (looks === 4) enough.resolve();
    return looks * 100;
  });
  expect(looks).toBe(1);
  await enough.promise;
  await looking.close();
  expect(clock.waited.slice(0, 3)).toEqual([100, 200, 300]);
});

test('closing waits for the look that is under way, which hears of it, and none follows', async () => {
  const [began, may] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const heard: boolean[] = [];
  const looking = keepLooking({ what: 'it', clock: hurriedClock(), tell }, async (signal) => {
    began.resolve();
    await may.promise;
    heard.push(signal.aborted);
    return 1;
  });
  await began.promise;
  let isClosed = false;
  const closing = looking.close().then(() => {
    isClosed = true;
  });
  await new Promise(setImmediate);
  expect(isClosed).toBe(false);
  may.resolve();
  await closing;
  expect(heard).toEqual([true]);
});

test('a look that fails is told of, and is not the last', async () => {
  const clock = hurriedClock();
  const enough = Promise.withResolvers<void>();
  let looks = 0;
  const looking = keepLooking({ what: 'the disk', clock, tell }, () => {
    looks += 1;
    if (looks === 1) throw new Error('it is away');
    enough.resolve();
    return 5;
  });
  await enough.promise;
  await looking.close();
  expect(told).toEqual(['the disk could not be looked at: it is away']);
  expect(clock.waited[0]).toBe(10_000);
});
