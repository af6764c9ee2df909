import { compareServices } from '@atelier/core';
import type { EndpointService } from './endpoint-services.ts';
import type { PresentEndpoint } from './present-endpoints.ts';

/** The endpoints that there should be beside those that there are. */
export interface EndpointComparison {
  readonly required: readonly string[];
  readonly present: readonly string[];
  readonly missing: readonly string[];
  readonly surplus: readonly SurplusEndpoint[];
}

export interface SurplusEndpoint {
  /** An interface where a gateway is meant reads `s3 (interface)`. */
  readonly service: string;
  readonly monthlyUsd: number;
}

/**
 * Compare endpoints by service and kind, everything sorted.
 *
 * A second endpoint for the same service is surplus: its private names would clash with those of the first.
 *
 * @param zoneMonthUsd what one zone of an interface endpoint costs a month
 */
export function compareEndpoints(
  required: readonly EndpointService[],
  present: readonly PresentEndpoint[],
  zoneMonthUsd: number,
): EndpointComparison {
  const compared = compareServices(required.map(labelOf), present.map(labelOf));
  const needed = new Set(compared.required);
  const spare = present.filter((endpoint) => !needed.delete(labelOf(endpoint)));
  const surplus = spare.map((endpoint) => ({
    service: labelOf(endpoint),
    monthlyUsd: Math.round(endpoint.zones * zoneMonthUsd * 100) / 100,
  }));
  return { ...compared, surplus: surplus.toSorted((a, b) => a.service.localeCompare(b.service)) };
}

/** S3 and DynamoDB, which have gateways, are meant as gateways. */
function labelOf({ service, kind }: Pick<PresentEndpoint, 'service' | 'kind'>): string {
  return kind === 'interface' && ['s3', 'dynamodb'].includes(service) ? `${service} (interface)` : service;
}
