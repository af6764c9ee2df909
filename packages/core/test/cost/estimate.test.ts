import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import type { Charge } from '../../src/cost/charge.ts';
import { count, measure } from '../../src/cost/charge.ts';
import { estimateOf } from '../../src/cost/estimate.ts';
import { type Counted, type LineId, lineIds } from '../../src/model/usage.ts';
import { endpoint, priced } from './priced.ts';

const titles = Object.fromEntries(lineIds.map((id) => [id, `the ${id}`])) as Record<LineId, string>;
const everything: Counted = { lines: null, endpoints: null };

function estimated(charges: readonly Charge[], counted = everything) {
  return estimateOf(charges, { counted, titles, free: [] });
}

const notebooks = priced(0.05, [count(1, 'space'), measure(88, 'h')], { line: 'notebooks', runs: 'in-use', part: 'a' });
const keys = priced(1, [count(1, 'key')], { line: 'keys', part: 'b' });
const data = priced(0.01, [measure(100, 'GB')], { runs: 'in-use' });

test('rounded rows are summed, not the exact amounts', () => {
  const third = (line: LineId) => priced(0.334, [count(1, 'thing')], { line });
  expect(estimated([third('keys'), third('logs'), third('spark')]).monthlyUsd).toBe(0.99);
});

test('lines are always in the same order, whatever the order of the charges', () => {
  expect(estimated([keys, notebooks, endpoint('sts')]).lines.map(({ id }) => id)).toEqual([
    'network-endpoints',
    'notebooks',
    'keys',
  ]);
});

test('what is paid when nobody works leaves out what is used, and keeps what merely is there', () => {
  expect(estimated([keys, notebooks, endpoint('sts'), data])).toMatchObject({ totalUsd: 15.16, idleUsd: 9.76 });
});

test('each part of the workspace has its own sum', () => {
  expect(estimated([keys, notebooks, keys, data]).parts).toEqual([
    { part: 'b', usd: 2, largest: { id: 'keys', what: 'the keys', usd: 2 } },
    { part: 'a', usd: 4.4, largest: { id: 'notebooks', what: 'the notebooks', usd: 4.4 } },
  ]);
});

describe('held against a table that counts less', () => {
  const charges = [endpoint('sts'), endpoint('logs'), data, notebooks, keys];

  test('lines and endpoints that it does not have are forgotten, and every charge is on one side', () => {
    const found = estimated(charges, { lines: ['network-endpoints', 'notebooks'], endpoints: ['sts'] });
    expect(found.lines.map(({ id, formula }) => [id, formula])).toEqual([
      ['network-endpoints', '1 endpoint × 1 zone × 730 h × 0.012 + 100 GB × 0.01'],
      ['notebooks', '1 space × 88 h × 0.05'],
    ]);
    expect(found.forgotten.map(({ id, usd }) => [id, usd])).toEqual([
      ['network-endpoints', 8.76],
      ['keys', 1],
    ]);
    expect(found).toMatchObject({ monthlyUsd: 14.16, forgottenUsd: 9.76, totalUsd: 23.92 });
  });

  test('the sums of the parts and of the idle month are those of everything', () => {
    const { parts, idleUsd } = estimated(charges);
    expect(estimated(charges, { lines: ['keys'], endpoints: null })).toMatchObject({ parts, idleUsd });
  });

  test.each([
    [{ lines: ['batch'], endpoints: null }, 'batch', 'lines'],
    [{ lines: null, endpoints: ['sagemaker.apy'] }, 'sagemaker.apy', 'endpoints'],
  ] satisfies [Counted, string, string][])(
    'what it counts and the workspace does not have is refused: %o',
    (counted, name, setting) => {
      expect(() => estimated(charges, counted)).toThrow(Problem);
      expect(() => estimated(charges, counted)).toThrow(new RegExp(`counted\\.${setting} names ${name}, .* It has: `));
    },
  );
});

describe('something without a price', () => {
  const unknown = priced(null, [count(1, 'space')], { line: 'notebooks' });

  test('makes every sum the least that it can be', () => {
    expect(estimated([keys])).toMatchObject({ complete: true });
    expect(estimated([keys, unknown])).toMatchObject({ complete: false, monthlyUsd: 1 });
  });

  test('is on a row of its own beside what has a price', () => {
    expect(estimated([notebooks, unknown]).lines).toMatchObject([
      { id: 'notebooks', usd: 4.4, confidence: 'verified' },
      { id: 'notebooks:unpriced', usd: null, confidence: 'unknown' },
    ]);
  });

  test('that nobody has heard of is named, after all other lines', () => {
    const alien = priced(null, [count(1, 'resource')], { line: 'unknown:AWS::New::Thing' });
    expect(estimated([alien, alien, keys]).lines).toMatchObject([
      { id: 'keys' },
      { id: 'unknown:AWS::New::Thing', what: 'AWS::New::Thing', formula: '2 resources × ?' },
    ]);
  });

  test('is forgotten by a table that does not count it, and still makes the sums incomplete', () => {
    const found = estimated([notebooks, unknown, keys], { lines: ['keys'], endpoints: null });
    expect(found).toMatchObject({ monthlyUsd: 1, forgottenUsd: 4.4, complete: false });
    expect(found.forgotten).toHaveLength(2);
  });
});

test('nothing at all costs nothing', () => {
  expect(estimated([])).toMatchObject({ lines: [], monthlyUsd: 0, totalUsd: 0, idleUsd: 0, complete: true, parts: [] });
});
