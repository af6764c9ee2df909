import type { EvaluatedResource } from '@atelier/cloudformation';
import { type Charge, count, type LineId, measure, type Quantity, type Usage } from '@atelier/core';
import type { PriceBook, TierPrice } from './price-book.ts';

/** A resource and the region that its prices are of. */
export interface PlacedResource extends EvaluatedResource {
  readonly region: string;
}

/** All that a charge can depend on beyond its own resources. */
export interface Pricing {
  readonly usage: Usage;
  readonly book: PriceBook;
  /** All resources of a type, in the order of the templates. */
  resourcesOf(type: string): readonly PlacedResource[];
}

/** Gives the charges for all resources of one type. */
export type ChargesOfType = (resources: readonly PlacedResource[], pricing: Pricing) => readonly Charge[];

/** Both published tables, and AWS' own calculator, take a month to have these. */
export const hoursOfMonth = measure(730, 'h');

/** Head of a charge: what it is for, and when it is paid. */
export interface ChargeHead {
  readonly line: LineId;
  readonly of?: string;
  /** Left out: no single stack, but the workspace as a whole. */
  readonly stack?: string;
  readonly runs: Charge['runs'];
}

/** A charge; where a template does not tell one of its quantities, it has no price. */
export function charge(head: ChargeHead, price: TierPrice, ...quantities: [Quantity, ...Quantity[]]): Charge {
  const told = { line: head.line, of: head.of ?? null, part: head.stack ?? null, runs: head.runs };
  if (quantities.every(({ amount }) => Number.isFinite(amount))) return { ...told, quantities, price };
  const why = `how much of ${price.id} there is cannot be told before it is deployed`;
  return { ...told, quantities: [count(1, 'resource')], price: untold(price.id, price.region, why) };
}

/** The price of the first tier; most things have no other. */
export function priceOf({ book }: Pricing, id: string, { region }: { readonly region: string }): TierPrice {
  const [price] = book.pricesOf(id, region);
  if (!price) throw new Error(`The price book has an empty list of tiers for ${id}.`);
  return price;
}

/** A price that cannot be told, and why not. */
export function untold(id: string, region: string, source: string): TierPrice {
  return { id, region, usd: null, unit: '', mark: 'unknown', source, upTo: null };
}

/** A charge of one unit a month for each resource. */
export function eachMonth(line: LineId, priceId: string, one: string): ChargesOfType {
  return (resources, pricing) =>
    resources.map((resource) =>
      charge({ line, stack: resource.stack, runs: 'always' }, priceOf(pricing, priceId, resource), count(1, one)),
    );
}

/** A charge of gigabytes kept, once for all resources together. */
export function kept(line: LineId, priceId: string, gigabytes: (usage: Usage) => number): ChargesOfType {
  return ([first], pricing) =>
    first === undefined
      ? []
      : [charge({ line, runs: 'always' }, priceOf(pricing, priceId, first), measure(gigabytes(pricing.usage), 'GB'))];
}
