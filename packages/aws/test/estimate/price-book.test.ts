import { expect, test } from 'vitest';
import { type BookEntry, priceBook, readPriceBook } from '../../src/estimate/price-book.ts';

const entry: BookEntry = {
  id: 'a',
  region: 'us-east-1',
  usd: 1,
  unit: 'h',
  mark: 'verified',
  source: 'a page',
};
const european: BookEntry = { ...entry, region: 'eu-central-1', usd: 2 };

test('a price of the region itself is taken as it is', () => {
  const book = priceBook('2026-11', [entry, european]);
  expect(book.pricesOf('a', 'eu-central-1')).toEqual([{ ...european, upTo: null }]);
});

test.each([
  ['eu-west-1', 2, 'eu-central-1'],
  ['me-south-1', 2, 'eu-central-1'],
  ['us-west-2', 1, 'us-east-1'],
  ['ap-southeast-2', 1, 'us-east-1'],
])('%s borrows the price %d of %s, marked assumed and saying so', (region, usd, from) => {
  const [price] = priceBook('2026-11', [entry, european]).pricesOf('a', region);
  expect(price).toMatchObject({
    usd,
    region,
    mark: 'assumed',
    source: `that of ${from}, for want of one for ${region}`,
  });
});

test('a price of only one region is borrowed by the other', () => {
  expect(priceBook('2026-11', [entry]).pricesOf('a', 'eu-central-1')[0]).toMatchObject({ usd: 1, mark: 'assumed' });
});

test('a price that holds anywhere keeps its mark', () => {
  const book = priceBook('2026-11', [{ ...entry, region: 'any' }]);
  expect(book.pricesOf('a', 'sa-east-1')).toMatchObject([{ usd: 1, mark: 'verified', source: 'a page' }]);
});

test('what is not in the book has no price, never zero', () => {
  expect(priceBook('2026-11', []).pricesOf('ml.p5.48xlarge', 'us-east-1')).toMatchObject([
    { usd: null, mark: 'unknown', source: 'no price of ml.p5.48xlarge is known' },
  ]);
});

test('two prices for one thing in one region are refused', () => {
  expect(() => priceBook('2026-11', [entry, { ...entry, usd: 3 }])).toThrow('Two prices of a in us-east-1');
});

test('the shipped book has a dated, marked and sourced price in every entry', async () => {
  const { readFile } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const { parse } = await import('yaml');
  const file = join(import.meta.dirname, '../../prices/2026-11.yaml');
  const { dated, prices } = parse(await readFile(file, 'utf8')) as { dated: string; prices: BookEntry[] };
  expect(dated).toBe('2026-11');
  const wrong = prices.filter(({ id, region, unit, mark, source, usd, tiers }) => {
    const amounts = tiers?.map((tier) => tier.usd) ?? [usd];
    const isPriced = amounts.every((amount) => typeof amount === 'number' && amount >= 0);
    const isMarked = ['verified', 'derived', 'assumed'].includes(mark);
    return !(isPriced && isMarked && id && unit && source && /^(any|[a-z]{2}-[a-z]+-\d)$/.test(region));
  });
  expect(prices.length).toBeGreaterThan(40);
  expect(wrong).toEqual([]);
});

test('the shipped book has every price that the published tables were made with', async () => {
  const book = await readPriceBook();
  const price = (id: string, region: string) => book.pricesOf(id, region)[0]?.usd;
  expect(price('endpoint-hour', 'eu-central-1')).toBe(0.012);
  expect(price('ml.t3.medium', 'eu-central-1')).toBe(0.058);
  expect(price('s3-standard', 'eu-central-1')).toBe(0.0245);
  expect(price('rpu-hour', 'us-east-1')).toBe(0.375);
  expect(price('ml.t3.xlarge', 'us-east-1')).toBe(0.2);
  expect(price('ml.m5.xlarge', 'us-east-1')).toBe(0.23);
  expect(price('ml.m5.12xlarge', 'us-east-1')).toBe(2.765);
  expect(price('ml-storage', 'us-east-1')).toBe(0.14);
});
