import { expect, test } from 'vitest';
import { splitByTiers } from '../../src/cost/tiers.ts';

const tiers = [{ upTo: 100 }, { upTo: 500 }, { upTo: null }];

test.each([
  [0, [0, 0, 0]],
  [100, [100, 0, 0]],
  [101, [100, 1, 0]],
  [501, [100, 400, 1]],
])('%d units fall into the tiers as %o', (amount, parts) => {
  expect(splitByTiers(amount, tiers)).toEqual(parts);
});
