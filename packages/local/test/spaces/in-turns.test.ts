import { expect, test } from 'vitest';
import { inTurns } from '../../src/spaces/in-turns.ts';

test('no more is under way at once than was said, in the order in which it came, also after a failure', async () => {
  const inTurn = inTurns(2);
  const begun: number[] = [];
  let [underWay, most] = [0, 0];
  const work = (index: number) => async () => {
    begun.push(index);
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    if (index === 1) throw new Error('failed');
    return index;
  };
  const ends = await Promise.allSettled(Array.from({ length: 7 }, (_, index) => inTurn(work(index))));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(2);
  expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : 'failed'))).toEqual([0, 'failed', 2, 3, 4, 5, 6]);
  expect(await inTurn(work(8))).toBe(8);
});
