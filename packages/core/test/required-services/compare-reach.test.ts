import { expect, test } from 'vitest';
import { compareServices } from '../../src/required-services/compare-services.ts';

const cases: readonly (readonly [
  string,
  readonly string[],
  readonly string[],
  readonly string[],
  readonly string[],
])[] = [
  ['nothing at all', [], [], [], []],
  ['the same in another order', ['a', 'b'], ['b', 'a'], [], []],
  ['one missing', ['b', 'a'], ['a'], ['b'], []],
  ['one too many', ['a'], ['c', 'a', 'b'], [], ['b', 'c']],
  ['one twice', ['a', 'a'], ['a', 'a'], [], []],
];

test.each(cases)('%s', (_, required, present, missing, surplus) => {
  const sorted = (names: readonly string[]) => [...new Set(names)].toSorted();
  expect(compareServices(required, present)).toEqual({
    required: sorted(required),
    present: sorted(present),
    missing,
    surplus,
  });
});
