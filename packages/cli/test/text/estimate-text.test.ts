import type { CostLine, Estimate } from '@atelier/core';
import { expect, test } from 'vitest';
import { differenceText, estimateText } from '../../src/text/estimate-text.ts';

function line(what: string, usd: number | null, source: string): CostLine {
  return {
    id: what,
    what,
    formula: `1 ${what} × ${usd ?? '?'}`,
    usd,
    confidence: usd ? 'verified' : 'unknown',
    source,
  };
}

const estimate: Estimate = {
  lines: [line('key', 1, 'page'), line('endpoint', 1234.5, 'bill')],
  monthlyUsd: 1235.5,
  forgotten: [],
  forgottenUsd: 0,
  totalUsd: 1235.5,
  idleUsd: 1,
  complete: true,
  parts: [],
  free: [],
};

const of = { name: 'acme', dated: '2026-11' };

test('columns are aligned, and sources are numbered once each', () => {
  expect(estimateText({ ...estimate, lines: [...estimate.lines, line('vault', 2, 'page')] }, of).split('\n')).toEqual([
    'The workspace acme in US dollars a month, at the prices of 2026-11',
    '',
    'key          1.00  verified  [1]  1 key × 1',
    'endpoint  1234.50  verified  [2]  1 endpoint × 1234.5',
    'vault        2.00  verified  [1]  1 vault × 2',
    'Total     1235.50',
    '',
    '1.00 of it when nobody works.',
    expect.stringMatching(/^Not counted: training, /),
    '',
    '[1]  page',
    '[2]  bill',
    '',
  ]);
});

test('what is unknown is a question mark, and sums are at least', () => {
  const text = estimateText({ ...estimate, lines: [line('moon', null, 'nobody knows')], complete: false }, of);
  expect(text).toMatch(/^moon +\? +unknown +\[1\]/m);
  expect(text).toMatch(/^Total +at least 1235\.50$/m);
  expect(text).toMatch(/^at least 1\.00 of it when nobody works\.$/m);
});

test('forgotten lines come apart, with their own sum and the whole', () => {
  const forgotten = { forgotten: [line('vault', 2, 'page')], forgottenUsd: 2, totalUsd: 1237.5 };
  const text = estimateText({ ...estimate, ...forgotten }, of);
  expect(text).toMatch(/forgot:\n\nvault +2\.00 .*\nForgotten +2\.00\n\n1237\.50 with all that\.$/m);
  expect(text).toMatch(/^1\.00 of that when nobody works\.$/m);
});

test('a difference has its sign, and says when it lacks a price', () => {
  const lines = [
    { id: 'a', what: 'keys', beforeUsd: 1, afterUsd: 3, differenceUsd: 2 },
    { id: 'b', what: 'logs', beforeUsd: 5, afterUsd: 4, differenceUsd: -1 },
  ];
  const difference = { lines, beforeUsd: 6, afterUsd: 7, differenceUsd: 1, complete: false };
  const text = differenceText(difference, ['old.yaml', 'new.yaml']);
  expect(text).toMatch(/^keys +1\.00 +3\.00 +\+2\.00$/m);
  expect(text).toMatch(/^logs +5\.00 +4\.00 +-1\.00$/m);
  expect(text).toMatch(/^Total +6\.00 +7\.00 +\+1\.00$/m);
  expect(text).toContain('Some of it has no price');
  expect(differenceText({ ...difference, complete: true }, ['a', 'b'])).not.toContain('no price');
});
