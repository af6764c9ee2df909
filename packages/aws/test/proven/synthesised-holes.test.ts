import { prove } from '@atelier/proofs';
import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../proofs/test/draft.ts';
import { allProven, holes } from '../../../proofs/test/holes.ts';
import { synthesise } from '../../src/synthesise.ts';
import { example } from '../example.ts';

const { stacks } = await synthesise(await example('acme'));

test('in the stacks of the example every promise is proven', async () => {
  expect(await prove(stacks)).toEqual(allProven);
});

test('there are at least 25 holes to dig in them', () => {
  expect(holes.length).toBeGreaterThanOrEqual(25);
});

describe('one hole in them is found, and nothing else', () => {
  test.each(holes)('$name', async ({ rule, dig }) => {
    const draft = draftOf(stacks);
    const { stack, id, path } = dig(draft);
    const { findings } = await prove(draft.templates);
    expect(findings.map((found) => [found.rule, found.stack, found.resource, found.path])).toEqual([
      [rule, stack, id, path],
    ]);
  });
});
