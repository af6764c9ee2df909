import { expect, test } from 'vitest';
import { realTimeUntil, waitUntil } from '../../src/destroy/waiting.ts';

const wait = { until: 'the domain d-1 is gone', atMostMinutes: 30 };

test('whoever waits is let go when the person interrupts, after one more look', async () => {
  const interruption = new AbortController();
  let questions = 0;
  const asking = async () => {
    questions += 1;
    setImmediate(() => interruption.abort());
    return false;
  };
  await expect(waitUntil(asking, wait, realTimeUntil(interruption.signal))).rejects.toMatchObject({
    code: 'Interrupted',
    whose: 'yours',
  });
  expect(questions).toBe(2);
});

test('what has come about is not called interrupted', async () => {
  await waitUntil(async () => true, wait, realTimeUntil(AbortSignal.abort()));
});
