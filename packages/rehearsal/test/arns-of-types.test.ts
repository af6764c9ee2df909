import { expect, test } from 'vitest';
import { arnsOfTypes } from '../../aws/src/journeys/operators/arns-of-types.ts';
import { readTypeRights } from '../../aws/src/rights/type-rights.ts';
import { handlers } from '../../simulated-aws/src/authorise/stacks/handlers.ts';

test('a plan and a rehearsal ask for what CloudFormation makes under the same ARNs', async () => {
  const rehearsed = Object.entries(handlers).map(([type, { on }]) => [type, on]);
  expect(Object.fromEntries(rehearsed)).toEqual(arnsOfTypes);
  const known = Object.keys(await readTypeRights());
  expect(known.filter((type) => !(type in arnsOfTypes))).toEqual([]);
});
