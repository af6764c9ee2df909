import { expect, test } from 'vitest';
import { decideIdle, type Quiet } from '../../src/spaces/idle-decision.ts';

const at = (minute: number) => minute * 60_000;

/** What is done at each minute of three hours, in a space that stops after an hour. */
function acts(busyAt: (minute: number) => boolean, activityAt: (minute: number) => number) {
  let quiet: Quiet = { sinceMs: 0 };
  const done: [number, string][] = [];
  for (let minute = 0; minute <= 180; minute += 1) {
    const work = { busy: busyAt(minute) ? ['kernel'] : [], lastActivityAtMs: at(activityAt(minute)) };
    const decided = decideIdle({ before: quiet, work, nowMs: at(minute), afterMinutes: 60 });
    quiet = decided.quiet;
    if (decided.act !== 'nothing') done.push([minute, decided.act]);
    if (decided.act === 'stop') break;
  }
  return done;
}

const never = () => false;

test('a space where nobody works is announced to stop five minutes before it does', () => {
  expect(acts(never, () => 0)).toEqual([
    [55, 'announce'],
    [60, 'stop'],
  ]);
});

test('a cell or a job that runs is never stopped, and the hour begins when it has ended', () => {
  expect(
    acts(
      () => true,
      () => 0,
    ),
  ).toEqual([]);
  expect(
    acts(
      (minute) => minute <= 100,
      () => 0,
    ),
  ).toEqual([
    [155, 'announce'],
    [160, 'stop'],
  ]);
});

test('activity after the announcement takes it back, to the last minute', () => {
  expect(acts(never, (minute) => (minute < 60 ? 0 : 60))).toEqual([
    [55, 'announce'],
    [60, 'take back'],
    [115, 'announce'],
    [120, 'stop'],
  ]);
});

test('activity that a space claims of the time to come counts as activity of now', () => {
  expect(acts(never, () => 1_000_000)).toEqual([]);
  expect(
    decideIdle({
      before: { sinceMs: 0 },
      work: { busy: [], lastActivityAtMs: at(999) },
      nowMs: at(1),
      afterMinutes: 60,
    }).quiet,
  ).toEqual({ sinceMs: at(1) });
});

test('one that is long past its time is announced all the same before it stops', () => {
  const work = { busy: [], lastActivityAtMs: 0 };
  const first = decideIdle({ before: { sinceMs: 0 }, work, nowMs: at(500), afterMinutes: 60 });
  expect(first).toEqual({ quiet: { sinceMs: 0, stopsAtMs: at(505) }, act: 'announce' });
  expect(decideIdle({ before: first.quiet, work, nowMs: at(504), afterMinutes: 60 }).act).toBe('nothing');
  expect(decideIdle({ before: first.quiet, work, nowMs: at(505), afterMinutes: 60 }).act).toBe('stop');
});
