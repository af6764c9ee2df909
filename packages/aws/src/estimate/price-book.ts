import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Confidence, Price } from '@atelier/core';
import { parse } from 'yaml';

/** Prices of AWS, as of one month. */
export interface PriceBook {
  /** Such as `2026-11`. */
  readonly dated: string;
  /**
   * The prices of a thing in a region, one for each tier of amounts. A region without a price gets that of the nearest
   * one, marked assumed; a thing without any price gets one that says so.
   */
  pricesOf(id: string, region: string): readonly TierPrice[];
}

export interface TierPrice extends Price {
  /** Where the tier ends, in units a month; null: nowhere. */
  readonly upTo: number | null;
}

/** One entry of a price book's file. */
export interface BookEntry {
  readonly id: string;
  /** Or `any`. */
  readonly region: string;
  readonly unit: string;
  readonly mark: Confidence;
  readonly source: string;
  readonly usd?: number;
  readonly tiers?: readonly { readonly upTo: number | null; readonly usd: number }[];
}

const shipped = join(import.meta.dirname, '../../prices/2026-11.yaml');

/** The price book that comes with Atelier. */
export async function readPriceBook(): Promise<PriceBook> {
  const { dated, prices } = parse(await readFile(shipped, 'utf8')) as { dated: string; prices: BookEntry[] };
  return priceBook(dated, prices);
}

/** A price book of entries; of two for the same thing and region, neither could be right. */
export function priceBook(dated: string, entries: readonly BookEntry[]): PriceBook {
  const places = new Map<string, BookEntry>();
  for (const entry of entries) {
    if (places.has(placeOf(entry.id, entry.region))) throw new Error(`Two prices of ${entry.id} in ${entry.region}.`);
    places.set(placeOf(entry.id, entry.region), entry);
  }
  return {
    dated,
    pricesOf: (id, region) => {
      const here = places.get(placeOf(id, region)) ?? places.get(placeOf(id, 'any'));
      if (here) return tiersOf(here);
      const near = nearestRegions(region).flatMap((other) => places.get(placeOf(id, other)) ?? [])[0];
      return near ? tiersOf(near).map((price) => borrowed(price, region)) : [missing(id, region)];
    },
  };
}

function placeOf(id: string, region: string): string {
  return `${region}/${id}`;
}

/** The regions that the book knows, the likelier first. */
function nearestRegions(region: string): readonly string[] {
  const near = ['us-east-1', 'eu-central-1'];
  return /^(eu|eusc|me|af|il)-/.test(region) ? near.toReversed() : near;
}

function tiersOf({ id, region, unit, mark, source, usd, tiers }: BookEntry): readonly TierPrice[] {
  const all = tiers ?? [{ upTo: null, usd: usd ?? null }];
  return all.map((tier) => ({ id, region, unit, mark, source, ...tier }));
}

function borrowed(price: TierPrice, region: string): TierPrice {
  return { ...price, region, mark: 'assumed', source: `that of ${price.region}, for want of one for ${region}` };
}

function missing(id: string, region: string): TierPrice {
  const source = `no price of ${id} is known`;
  return { id, region, usd: null, unit: '', mark: 'unknown', source, upTo: null };
}
