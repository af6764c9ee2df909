import type { Charge, Quantity } from '../../src/cost/charge.ts';
import { count, measure } from '../../src/cost/charge.ts';
import type { Confidence } from '../../src/cost/price.ts';

/** A charge with a price, for tests; what matters to a test is given, the rest is plain. */
export function priced(
  usd: number | null,
  quantities: readonly [Quantity, ...Quantity[]],
  given: Partial<Omit<Charge, 'price' | 'quantities'>> & { mark?: Confidence; source?: string; id?: string } = {},
): Charge {
  const { mark = usd === null ? 'unknown' : 'verified', source = 'a page', id = `price-${usd}`, ...head } = given;
  const price = { id, region: 'eu-central-1', usd, unit: 'h', mark, source };
  return { line: 'network-endpoints', of: null, part: null, runs: 'always', quantities, price, ...head };
}

/** An interface endpoint for a month, at Frankfurt's price. */
export function endpoint(service: string, zones = 1): Charge {
  return priced(0.012, [count(1, 'endpoint'), count(zones, 'zone'), measure(730, 'h')], { of: service });
}
