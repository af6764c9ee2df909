import { describe, expect, test } from 'vitest';
import { examples, loosenAll } from './loosen-all.ts';
import { noLoss } from './no-loss.ts';

const excused = new Set<string>();

describe.each(examples)('of %s', (name) => {
  test('everything that is loosened is noticed, but for that of which is known why nothing is lost', async () => {
    const { tried, unnoticed } = await loosenAll(name);
    expect(tried).toBeGreaterThan(500);
    const survivors = unnoticed.filter((told) => {
      const excuse = noLoss.find(({ loosening, example = name }) => example === name && loosening.test(told));
      if (excuse !== undefined) excused.add(excuse.because);
      return excuse === undefined;
    });
    expect(survivors).toEqual([]);
  });
});

test('no reason stands in the list for nothing', () => {
  expect(noLoss.map(({ because }) => because).filter((because) => !excused.has(because))).toEqual([]);
});
