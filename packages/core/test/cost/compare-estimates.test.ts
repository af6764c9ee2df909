import { expect, test } from 'vitest';
import type { Charge } from '../../src/cost/charge.ts';
import { count } from '../../src/cost/charge.ts';
import { compareEstimates } from '../../src/cost/compare-estimates.ts';
import { estimateOf } from '../../src/cost/estimate.ts';
import { type Counted, type LineId, lineIds } from '../../src/model/usage.ts';
import { endpoint, priced } from './priced.ts';

const titles = Object.fromEntries(lineIds.map((id) => [id, id])) as Record<LineId, string>;
const of = (charges: readonly Charge[], counted: Counted = { lines: null, endpoints: null }) =>
  estimateOf(charges, { counted, titles, free: [] });
const keys = (amount: number) => priced(1, [count(amount, 'key')], { line: 'keys' });

test('only lines that differ are shown, with what they cost before and after', () => {
  const difference = compareEstimates(of([endpoint('sts'), keys(1)]), of([endpoint('sts'), keys(3)]));
  expect(difference).toEqual({
    lines: [{ id: 'keys', what: 'keys', beforeUsd: 1, afterUsd: 3, differenceUsd: 2 }],
    beforeUsd: 9.76,
    afterUsd: 11.76,
    differenceUsd: 2,
    complete: true,
  });
});

test('lines that are new or gone count from and to nothing', () => {
  const difference = compareEstimates(of([keys(1)]), of([endpoint('sts')]));
  expect(difference.lines.map(({ id, differenceUsd }) => [id, differenceUsd])).toEqual([
    ['keys', -1],
    ['network-endpoints', 8.76],
  ]);
});

test('what a table forgot is compared like everything else', () => {
  const counted = { lines: null, endpoints: ['sts'] };
  const both = [endpoint('sts'), endpoint('logs')];
  expect(compareEstimates(of(both, counted), of(both))).toMatchObject({ lines: [], differenceUsd: 0 });
});

test('a difference that lacks a price says so', () => {
  const unknown = priced(null, [count(1, 'space')], { line: 'notebooks' });
  expect(compareEstimates(of([keys(1)]), of([keys(1), unknown])).complete).toBe(false);
});
