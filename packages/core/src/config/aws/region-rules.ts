import { regionNamed, regions, regionWord, zonesWithoutWarehouse } from '@atelier/aws-regions';
import { zonesOfWarehouse } from '../../model/network.ts';
import { nearest } from '../explaining/nearest.ts';
import { enumerate } from '../explaining/show.ts';
import { hasWarehouses, zoneCount } from '../rules/network-rules.ts';
import type { WorkspaceRule } from '../rules/rule.ts';

const regionExists: WorkspaceRule = {
  reads: ['aws.region'],
  *check({ file: { aws } }) {
    if (aws === undefined || regionNamed(aws.region) !== undefined) return;
    const names = regions.map(({ name }) => name);
    const isClosed = /^(us-iso|us-isob|us-isof|eu-isoe|eusc)-/.test(aws.region);
    const message = isClosed
      ? `"${aws.region}" is in a partition that Atelier does not know. It knows AWS's own and GovCloud.`
      : `There is no region "${aws.region}".`;
    const meant = isClosed ? undefined : nearest(aws.region, names);
    const fix = `Write ${meant === undefined ? 'the code of a region, such as "eu-central-1"' : `"${meant}"`}.`;
    yield { path: ['aws', 'region'], code: 'UnknownRegion', message, fix };
  },
};

/** Principals there are of amazonaws.com.cn, and no policy of ours has been tried with them. */
const partitionIsSupported: WorkspaceRule = {
  reads: ['aws.region'],
  *check({ file: { aws } }) {
    if (regionNamed(aws?.region ?? '')?.partition !== 'aws-cn') return;
    yield {
      path: ['aws', 'region'],
      code: 'UnsupportedPartition',
      message: `${aws?.region} is one of China's regions, whose services and accounts are AWS's own partition (aws-cn). Atelier makes nothing there.`,
      fix: 'Choose a region of another partition, such as ap-southeast-1.',
    };
  },
};

const zonesAreInTheRegion: WorkspaceRule = {
  reads: ['aws.region', 'network.zones', 'network.existing'],
  *check({ file: { aws, network }, itemPath }) {
    const region = regionNamed(aws?.region ?? '');
    if (region === undefined || network.existing !== undefined || typeof network.zones === 'number') return;
    for (const zone of network.zones.filter((id) => !region.zoneIds.includes(id))) {
      const other = regions.find(({ name }) => zone.startsWith(`${regionWord(name)}-`));
      const where = other === undefined || other === region ? '' : `, but of ${other.name}`;
      const listed = enumerate(region.zoneIds.toSorted());
      yield {
        path: itemPath(['network', 'zones'], zone),
        code: 'ZoneNotInRegion',
        message: `"${zone}" is no zone of ${region.name}${where}. Zones of ${region.name} are ${listed}.`,
        fix: `Write \`zones: ${Math.min(2, region.zoneIds.length)}\`, or name zones of ${region.name}.`,
      };
    }
  },
};

const regionHasEnoughZones: WorkspaceRule = {
  reads: ['aws.region', 'network.zones', 'network.existing'],
  *check({ file: { aws, network, studio } }) {
    const region = regionNamed(aws?.region ?? '');
    const isUnified = studio.experience !== 'studio' && region !== undefined && region.unifiedZoneIds.length > 0;
    if (region === undefined || isUnified || network.existing !== undefined || typeof network.zones !== 'number')
      return;
    if (network.zones <= region.zoneIds.length) return;
    yield {
      path: ['network', 'zones'],
      code: 'TooManyZones',
      message: `${region.name} has ${region.zoneIds.length} zones, not ${network.zones}.`,
      fix: `Write \`zones: ${Math.min(2, region.zoneIds.length)}\`.`,
    };
  },
};

const warehouseIsInTheZones: WorkspaceRule = {
  reads: ['aws.region', 'network', 'projects'],
  *check({ file: { aws, network, projects } }) {
    const region = regionNamed(aws?.region ?? '');
    if (region === undefined || network.existing !== undefined || !hasWarehouses(projects)) return;
    const chosen = typeof network.zones === 'number' ? region.unifiedZoneIds.slice(0, network.zones) : network.zones;
    const lacking = chosen.filter((zone) => zonesWithoutWarehouse.includes(zone));
    if (lacking.length > 0) {
      yield {
        path: ['network', 'zones'],
        code: 'ServiceNotInZone',
        message: `Redshift Serverless, the warehouse of projects, is not in ${enumerate(lacking)}.`,
        fix: `Write \`zones: ${zonesOfWarehouse}\`, or name other zones.`,
      };
    }
    if (region.zoneIds.length >= zonesOfWarehouse) return;
    yield {
      path: ['aws', 'region'],
      code: 'TooFewZones',
      message: `A project's warehouse needs subnets in ${zonesOfWarehouse} zones; ${region.name} has ${region.zoneIds.length}.`,
      fix: 'Choose another region, such as us-west-2.',
    };
  },
};

const unifiedIsInTheRegion: WorkspaceRule = {
  reads: ['studio.experience', 'aws.region'],
  *check({ file: { studio, aws } }) {
    const region = regionNamed(aws?.region ?? '');
    if (studio.experience === 'studio' || region === undefined || region.unifiedZoneIds.length > 0) return;
    const having = regions.filter(({ unifiedZoneIds }) => unifiedZoneIds.length > 0).map(({ name }) => name);
    yield {
      path: ['studio', 'experience'],
      code: 'UnsupportedRegion',
      message: `Unified Studio is not in ${region.name}. It is in ${enumerate(having)}.`,
      fix: 'Write `experience: studio`, or choose one of these regions in aws.region.',
    };
  },
};

const unifiedZonesExist: WorkspaceRule = {
  reads: ['studio.experience', 'aws.region', 'network'],
  *check({ file: { studio, aws, network } }) {
    const known = regionNamed(aws?.region ?? '')?.unifiedZoneIds ?? [];
    if (studio.experience === 'studio' || known.length === 0 || network.existing !== undefined) return;
    const wrong = typeof network.zones === 'number' ? [] : network.zones.filter((zone) => !known.includes(zone));
    if (wrong.length === 0 && zoneCount(network.zones) <= known.length) return;
    const given = wrong.length > 0 ? enumerate(wrong) : `${zoneCount(network.zones)} zones`;
    yield {
      path: ['network', 'zones'],
      code: 'UnsupportedZones',
      message: `Unified Studio in ${aws?.region} works in ${enumerate(known.toSorted())}, not in ${given}.`,
      fix: `Write \`zones: ${Math.min(2, known.length)}\`.`,
    };
  },
};

/** Where the workspace is. */
export const regionRules = [
  regionExists,
  partitionIsSupported,
  zonesAreInTheRegion,
  regionHasEnoughZones,
  warehouseIsInTheZones,
  unifiedIsInTheRegion,
  unifiedZonesExist,
];
