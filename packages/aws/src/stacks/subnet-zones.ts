import { regionNamed } from '@atelier/aws-regions';
import type { NewNetwork } from '@atelier/core';
import { zonesFor } from '../region/zones-for.ts';

/** Redshift Serverless wants subnets in three zones (considerations in its own guide). */
const zonesOfWarehouse = 3;

/** The zones of a network's subnets: those of the file first, then those that only a warehouse needs. */
export function subnetZones(region: string, network: NewNetwork, warehouse: boolean): readonly (string | number)[] {
  const zones = zonesFor(region, network);
  if (!warehouse || zones.length >= zonesOfWarehouse) return zones;
  const byPosition = zones.every((zone) => typeof zone === 'number');
  const known = byPosition ? Array.from({ length: zonesOfWarehouse }, (_, position) => position) : zonesKnownIn(region);
  return [...zones, ...known.filter((zone) => !zones.includes(zone))].slice(0, zonesOfWarehouse);
}

function zonesKnownIn(region: string): readonly string[] {
  return regionNamed(region)?.zoneIds ?? [];
}
