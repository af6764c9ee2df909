import { regionNamed } from '@atelier/aws-regions';
import type { NewNetwork } from '@atelier/core';

/**
 * The zones of a new network, one for each subnet: the id of a zone, or its position among those the account sees.
 *
 * Ids mean the same zone in every account and positions do not, so ids are used wherever they have been read in a
 * template of AWS.
 */
export function zonesFor(region: string, { zones, zoneIds }: NewNetwork): readonly (string | number)[] {
  if (zoneIds !== null) return zoneIds;
  const known = regionNamed(region)?.unifiedZoneIds ?? [];
  return zones <= known.length ? known.slice(0, zones) : Array.from({ length: zones }, (_, position) => position);
}
