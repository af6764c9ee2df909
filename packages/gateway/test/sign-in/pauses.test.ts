import { expect, test } from 'vitest';
import { pausesBy } from '../../src/sign-in/pauses.ts';

const rule = { free: 3, firstMs: 1000, longestMs: 60_000, forgottenMs: 600_000 };

function pausesAt() {
  const time = { nowMs: 0 };
  return { time, pauses: pausesBy(rule, () => time.nowMs) };
}

test('after some tries each takes twice as long as the one before, up to the longest', () => {
  const { time, pauses } = pausesAt();
  for (let tries = 0; tries < 3; tries += 1) expect(pauses.ask('july')).toBe(0);
  const waited: number[] = [];
  for (let tries = 0; tries < 9; tries += 1) {
    const waitMs = pauses.ask('july');
    waited.push(waitMs);
    time.nowMs += waitMs;
    expect(pauses.ask('july')).toBe(0);
  }
  expect(waited).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('many tries at once count as many', () => {
  const { pauses } = pausesAt();
  const passed = Array.from({ length: 1000 }, () => pauses.ask('july')).filter((waitMs) => waitMs === 0);
  expect(passed.length).toBe(3);
});

test('nobody waits for the tries of another name, and a right one ends the waiting', () => {
  const { pauses } = pausesAt();
  for (let tries = 0; tries < 5; tries += 1) pauses.ask('july');
  expect(pauses.ask('john')).toBe(0);
  pauses.forgive('july');
  expect(pauses.ask('july')).toBe(0);
});

test('a hundred thousand names fill no memory, and are forgotten in their order', () => {
  const { pauses } = pausesAt();
  for (let tries = 0; tries < 4; tries += 1) pauses.ask('last');
  for (let name = 0; name < 100_000; name += 1) pauses.ask(String(name));
  expect(pauses.ask('99999')).toBe(0);
  expect(pauses.ask('last')).toBe(0);
});
