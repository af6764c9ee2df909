import { expect, test } from 'vitest';
import { count, measure } from '../../src/cost/charge.ts';
import { cents, costLine, sumOfCents } from '../../src/cost/cost-line.ts';
import { endpoint, priced } from './priced.ts';

test('a row says the whole calculation, equal charges added up', () => {
  const services = ['a', 'b', 'c', 'd', 'e'].map((service) => endpoint(service));
  const data = priced(0.01, [measure(400, 'GB')]);
  expect(costLine('network-endpoints', 'Endpoints', [...services, data])).toEqual({
    id: 'network-endpoints',
    what: 'Endpoints',
    formula: '5 endpoints × 1 zone × 730 h × 0.012 + 400 GB × 0.01',
    usd: 47.8,
    confidence: 'verified',
    source: 'a page',
  });
});

test('charges that differ in more than how many they are stay apart', () => {
  expect(costLine('x', 'X', [endpoint('a', 3), endpoint('b', 2), endpoint('c', 3)]).formula).toBe(
    '2 endpoints × 3 zones × 730 h × 0.012 + 1 endpoint × 2 zones × 730 h × 0.012',
  );
});

test.each([
  [0.005, 0.01],
  [0.01225, 0.01],
  [1.005, 1.01],
  [2.675, 2.68],
  [0.0049999, 0],
])('%d dollars are rounded half up to %d', (usd, rounded) => {
  expect(cents([priced(usd, [count(1, 'thing')])])).toBe(rounded);
});

test('nothing is rounded before the row is whole', () => {
  expect(cents([priced(0.004, [count(1, 'a')]), priced(0.0041, [count(1, 'b')])])).toBe(0.01);
});

test('rows add up to the cent, where binary fractions would not', () => {
  expect(0.1 + 0.2).not.toBe(0.3);
  expect(sumOfCents([0.1, 0.2])).toBe(0.3);
  expect(sumOfCents(Array.from({ length: 1000 }, () => 0.1))).toBe(100);
});

test('a row is as certain as its least certain price, and names every source once', () => {
  const row = costLine('x', 'X', [
    priced(1, [count(1, 'a')], { mark: 'verified', source: 'page' }),
    priced(2, [count(1, 'b')], { mark: 'assumed', source: 'guess' }),
    priced(3, [count(1, 'c')], { mark: 'derived', source: 'page' }),
  ]);
  expect(row).toMatchObject({ confidence: 'assumed', source: 'page; guess' });
});

test('a row without a price has no amount, and its formula shows the gap', () => {
  const row = costLine('notebooks', 'Notebooks', [priced(null, [count(2, 'space'), measure(88, 'h')])]);
  expect(row).toMatchObject({ usd: null, confidence: 'unknown', formula: '2 spaces × 88 h × ?' });
});

test('small and large numbers are written out', () => {
  const row = costLine('x', 'X', [priced(0.0000005, [measure(3e21, 'B')])]);
  expect(row.formula).toBe('3000000000000000000000 B × 0.0000005');
});
