import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import { openedSpaces } from './opened-space.ts';
import { untilTrue } from './until-true.ts';

const minuteMs = 60_000;
const waiting = 'import os, time\nwhile not os.path.exists("go"):\n    time.sleep(0.05)';
const july = { person: 'july', project: 'sales' };

/** Runs ahead of the world by a minute for each wait of one, once it is let go; shorter ones, of other watches, take their time. */
function hurryingClock(): Clock & { go(): void; waits(): number } {
  let aheadMs = 0;
  let waits = 0;
  const going = Promise.withResolvers<void>();
  return {
    go: going.resolve,
    waits: () => waits,
    now: () => Date.now() + aheadMs,
    waitUntil: async (timeMs, signal) => {
      const leftMs = timeMs - Date.now() - aheadMs;
      if (leftMs < minuteMs) return systemClock.waitUntil(Date.now() + leftMs, signal);
      await Promise.race([going.promise, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
      signal.throwIfAborted();
      waits += 1;
      aheadMs = timeMs - Date.now();
    },
  };
}

test('a real space is stopped by the clock when nobody works, not before, and never while a cell runs', async () => {
  const clock = hurryingClock();
  await using opened = await openedSpaces(undefined, clock);
  const { spaces, news } = opened;
  const idleStop = { afterMinutes: 20, minMinutes: null, maxMinutes: null };
  await spaces.restore({ studio: { idleStop, disk: null } } as unknown as Workspace);
  await spaces.open(july);
  const running = opened.runCell(july, waiting);
  await untilTrue(async () => (await opened.busy(july)).some((each) => each.startsWith('kernel ')));
  clock.go();
  await untilTrue(async () => clock.waits() > 60);
  expect(spaces.statuses()).toMatchObject([{ person: 'july', service: { state: 'ready' } }]);
  writeFileSync(join(opened.host.state.spaces, 'july/sales/go'), '');
  await running;
  await untilTrue(async () => spaces.statuses().length === 0);
  expect(news).toEqual(['the space july/sales is stopped: nobody has worked in it for 20 minutes']);
});
