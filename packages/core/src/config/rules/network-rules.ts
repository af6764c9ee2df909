import ipaddr from 'ipaddr.js';
import { subnetCount, zonesOfWarehouse } from '../../model/network.ts';
import { subnetBitsOf } from '../../model/subnet-ranges.ts';
import type { RuleFinding } from '../explaining/issue.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';
import type { WorkspaceRule } from './rule.ts';

const smallestSubnet = 28;
/** AWS keeps five addresses of every subnet. */
const keptByAws = 5;
/** SageMaker asks for two to four addresses a person. */
const addressesPerPerson = 4;

const rangeIsUsable: WorkspaceRule = {
  reads: ['network.cidr', 'network.existing'],
  *check({ file }) {
    const { cidr, existing } = file.network;
    if (existing !== undefined) return;
    const finding = (code: string, message: string, fix: string): RuleFinding => ({
      path: ['network', 'cidr'],
      code,
      message,
      fix,
    });
    const bits = Number(cidr.split('/')[1]);
    if (!ipaddr.IPv4.isValidCIDR(cidr) || !ipaddr.IPv4.isValidFourPartDecimal(cidr.split('/')[0] ?? '')) {
      yield finding('BadRange', `"${cidr}" is not an IPv4 range.`, 'Write for example 10.10.0.0/16.');
      return;
    }
    if (bits < 16 || bits > 28) {
      yield finding(
        'RangeSize',
        `"${cidr}" is a /${bits}; AWS accepts networks from /16 to /28.`,
        'Write for example 10.10.0.0/16.',
      );
    }
    const first = ipaddr.IPv4.networkAddressFromCIDR(cidr).toString();
    if (!cidr.startsWith(`${first}/`)) {
      yield finding(
        'RangeBegin',
        `"${cidr}" does not begin at the first address of its /${bits} range.`,
        `Write ${first}/${bits}.`,
      );
    }
    if (ipaddr.IPv4.parse(first).range() !== 'private') {
      const accepted = '10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16';
      yield finding(
        'PublicRange',
        `"${cidr}" is not private; private ranges are ${accepted}.`,
        'Write for example 10.10.0.0/16.',
      );
    }
  },
};

const subnetsFit: WorkspaceRule = {
  reads: ['network', 'people', 'projects'],
  *check({ file }) {
    const { cidr, existing } = file.network;
    if (existing !== undefined || !ipaddr.IPv4.isValidCIDR(cidr)) return;
    const zones = zoneCount(file.network.zones);
    const bits = Number(cidr.split('/')[1]);
    const subnets = subnetCount(zones, hasWarehouses(file.projects));
    const subnetBits = subnetBitsOf(bits, subnets);
    const people = Object.keys(file.people).length;
    const free = zones * (2 ** (32 - subnetBits) - keptByAws);
    const path = ['network', 'cidr'];
    if (bits >= 16 && bits <= 28 && subnetBits > smallestSubnet) {
      const message = `${subnets} subnets in "${cidr}" would each be a /${subnetBits}; the smallest that AWS makes is a /${smallestSubnet}.`;
      yield {
        path,
        code: 'RangeTooSmall',
        message,
        fix: `Write a larger range, such as 10.10.0.0/16, or use fewer zones.`,
      };
    } else if (bits <= 28 && free < people * addressesPerPerson) {
      const message = `"${cidr}" has ${free} addresses for ${people} people; each needs ${addressesPerPerson}.`;
      yield { path, code: 'RangeTooSmall', message, fix: 'Write a larger range, such as 10.10.0.0/16.' };
    }
  },
};

const existingStandsAlone: WorkspaceRule = {
  reads: [],
  *check({ isGiven }) {
    if (!isGiven(['network', 'existing'])) return;
    for (const setting of ['cidr', 'zones'].filter((name) => isGiven(['network', name]))) {
      yield {
        path: ['network', setting],
        on: 'key',
        code: 'Conflict',
        message: `An existing network has its own ${setting === 'cidr' ? 'address range' : 'zones'}, so \`${setting}\` and \`existing\` exclude each other.`,
        fix: `Remove \`${setting}\`, or remove \`existing\` to have a network made.`,
      };
    }
  },
};

const existingIsDescribed: WorkspaceRule = {
  reads: ['network.existing', 'network.access', 'signIn', 'aws'],
  *check({ file: { aws, network, signIn } }) {
    const { existing } = network;
    if (aws === undefined || existing === undefined || existing.description !== undefined) return;
    const endpoints = existing.endpoints ?? [];
    const opensToItself = signIn.provider !== undefined && network.access === 'endpoint';
    const lacking = [
      ...(existing.routeTables === undefined && !endpoints.includes('s3')
        ? [['routeTables', 'the subnets reach S3 through their route tables']]
        : []),
      ...(existing.cidr === undefined && endpoints.length > 0
        ? [['cidr', 'notebooks reach the endpoints that are there in its range']]
        : []),
      ...(existing.cidr === undefined && endpoints.length === 0 && opensToItself
        ? [['cidr', 'browsers reach the endpoint of Studio in its range']]
        : []),
    ];
    for (const [setting, why] of lacking) {
      yield {
        path: ['network', 'existing'],
        on: 'key',
        code: 'MissingSetting',
        message: `\`${setting}\` is missing: ${why}.`,
        fix: `Add \`${setting}\`, or \`description\` with what AWS says of the network (docs/existing-network.md).`,
      };
    }
  },
};

const zonesSuffice: WorkspaceRule = {
  reads: ['network', 'aws', 'studio.experience'],
  *check({ file }) {
    const { existing, zones } = file.network;
    const count = existing?.subnets.length ?? zoneCount(zones);
    const unified = file.studio.experience !== 'studio';
    // A new network gets the subnets that a warehouse needs by itself.
    const warehouse = existing !== undefined && hasWarehouses(file.projects);
    const needed = warehouse ? zonesOfWarehouse : 2;
    if (file.aws === undefined || count >= needed || !(unified || warehouse)) return;
    yield {
      path: ['network', ...(existing === undefined ? ['zones'] : ['existing', 'subnets'])],
      code: 'TooFewZones',
      message: `${warehouse ? "A project's warehouse" : 'Unified Studio'} needs subnets in at least ${needed} zones; here ${count === 1 ? 'is 1' : `are ${count}`}.`,
      fix: existing === undefined ? `Write \`zones: ${needed}\`.` : 'Add a subnet in another zone.',
    };
  },
};

/** Whether a project of the file has a warehouse. */
export function hasWarehouses(projects: WorkspaceFile['projects']): boolean {
  return Object.values(projects).some(({ warehouse }) => warehouse !== 'none');
}

export function zoneCount(zones: number | readonly string[]): number {
  return typeof zones === 'number' ? zones : zones.length;
}

/** Address ranges and zones. */
export const networkRules = [rangeIsUsable, subnetsFit, existingStandsAlone, existingIsDescribed, zonesSuffice];
