import { Decimal } from 'decimal.js';
import type { Charge, Quantity } from './charge.ts';
import { type Confidence, confidences } from './price.ts';

/** One row of an estimate. */
export interface CostLine {
  readonly id: string;
  /** For people. */
  readonly what: string;
  /** The whole calculation as text: `5 endpoints × 1 zone × 730 h × 0.012 + 400 GB × 0.01`. */
  readonly formula: string;
  /** Rounded half up to the cent; null: not known. */
  readonly usd: number | null;
  /** That of its least certain price. */
  readonly confidence: Confidence;
  /** Where its prices come from. */
  readonly source: string;
}

/** The row of charges that belong together; all of them have a price, or none has. */
export function costLine(id: string, what: string, charges: readonly Charge[]): CostLine {
  const terms = addUp(charges);
  const isKnown = charges.every(({ price }) => price.usd !== null);
  return {
    id,
    what,
    formula: terms.map(termText).join(' + '),
    usd: isKnown ? cents(terms) : null,
    confidence: leastCertain(charges.map(({ price }) => price.mark)),
    source: [...new Set(charges.map(({ price }) => price.source))].join('; '),
  };
}

/** Cost of charges together in US dollars, rounded half up to the cent; a charge without a price adds nothing. */
export function cents(charges: readonly Charge[]): number {
  const exact = charges.reduce((sum, charge) => sum.plus(usdOf(charge)), new Decimal(0));
  return exact.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber();
}

/** The sum of rows that are rounded already, without the errors of binary fractions. */
export function sumOfCents(amounts: readonly (number | null)[]): number {
  return amounts.reduce((sum, usd) => sum.plus(usd ?? 0), new Decimal(0)).toNumber();
}

function usdOf({ quantities, price }: Charge): Decimal {
  return quantities.reduce((product, { amount }) => product.times(amount), new Decimal(price.usd ?? 0));
}

/** Charges that differ in their first quantity alone become one. */
function addUp(charges: readonly Charge[]): readonly Charge[] {
  const terms = new Map<string, Charge>();
  for (const charge of charges) {
    const [first, ...others] = charge.quantities;
    const key = JSON.stringify([first.one, others, charge.price.id, charge.price.region, charge.price.usd]);
    const same = terms.get(key);
    const amount = new Decimal(same?.quantities[0].amount ?? 0).plus(first.amount).toNumber();
    terms.set(key, { ...charge, quantities: [{ ...first, amount }, ...others] });
  }
  return [...terms.values()];
}

function termText({ quantities, price }: Charge): string {
  return [...quantities.map(quantityText), price.usd === null ? '?' : decimalText(price.usd)].join(' × ');
}

function quantityText({ amount, one, many }: Quantity): string {
  return `${decimalText(amount)} ${amount === 1 ? one : many}`;
}

function decimalText(amount: number): string {
  return new Decimal(amount).toFixed();
}

function leastCertain(marks: readonly Confidence[]): Confidence {
  return confidences.findLast((confidence) => marks.includes(confidence)) ?? 'unknown';
}
