import { expect, test } from 'vitest';
import { loosenAll } from './loosen-all.ts';
import { noLoss } from './no-loss.ts';

test('of all that can be loosened in the example one in forty is tried, and noticed', async () => {
  const { tried, unnoticed } = await loosenAll('acme', 40);
  expect(tried).toBeGreaterThan(30);
  expect(
    unnoticed.filter((told) => !noLoss.some(({ loosening, example }) => example === undefined && loosening.test(told))),
  ).toEqual([]);
});
