import type { SignInPlace } from './sign-in.ts';

export type Network = NewNetwork | ExistingNetworkSettings;

interface Reach {
  /** From where people may open Studio. */
  readonly access: SignInPlace;
  /** `isolated` has no route to the internet; `egress` has one out, through a NAT gateway. */
  readonly mode: 'isolated' | 'egress';
  readonly flowLogs: boolean;
  /** Id of the list of S3's addresses in the region; null: known for most regions. */
  readonly s3PrefixList: string | null;
}

/** A network that Atelier makes. */
export interface NewNetwork extends Reach {
  readonly kind: 'new';
  readonly cidr: string;
  readonly zones: number;
  /** Which zones, as ids such as `euc1-az1`; null: chosen from the region's. */
  readonly zoneIds: readonly string[] | null;
}

/** Redshift Serverless wants subnets in three zones (considerations in its own guide). */
export const zonesOfWarehouse = 3;

/** How many subnets a new network has room for: those of notebooks and warehouses, and a public one. */
export function subnetCount(zones: number, hasWarehouses: boolean): number {
  return Math.max(zones, hasWarehouses ? zonesOfWarehouse : 0) + 1;
}

/** A network that is there already; it is used and never changed, apart from its endpoints. */
export interface ExistingNetworkSettings extends Reach {
  readonly kind: 'existing';
  readonly vpc: string;
  readonly subnets: readonly string[];
  /** Address range of the VPC; null: not told. */
  readonly cidr: string | null;
  /** The route tables of the subnets, which get the way to S3. */
  readonly routeTables: readonly string[];
  /** Services that have an endpoint in it already, such as `sts`. */
  readonly endpoints: readonly string[];
  /** Null: nobody has described it. */
  readonly description: NetworkDescription | null;
}

/** A network as AWS described it when somebody asked. */
export interface NetworkDescription {
  /** The file that was read, as the workspace's file writes it. */
  readonly file: string;
  readonly vpcs: readonly DescribedVpc[];
  readonly subnets: readonly DescribedSubnet[];
  readonly routeTables: readonly DescribedRouteTable[];
  readonly endpoints: readonly DescribedEndpoint[];
  /** Null: nobody asked. */
  readonly groups: readonly DescribedGroup[] | null;
  /** Null: nobody asked. */
  readonly acls: readonly DescribedAcl[] | null;
  /** Whether names are resolved inside; null: nobody asked. */
  readonly dnsSupport: boolean | null;
  /** Whether the names are given out to machines, which private names of endpoints need; null: nobody asked. */
  readonly dnsHostnames: boolean | null;
}

export interface DescribedVpc {
  readonly id: string;
  readonly cidr: string;
  /** Account that it belongs to, which may share its subnets with others; null: not said. */
  readonly owner: string | null;
}

export interface DescribedSubnet {
  readonly id: string;
  readonly vpc: string;
  /** Null: not said. */
  readonly cidr: string | null;
  /** Name of its zone in this account, such as `eu-central-1a`; null: not said. */
  readonly zone: string | null;
  readonly zoneId: string;
  readonly freeAddresses: number;
  readonly givesPublicAddresses: boolean;
}

export interface DescribedRouteTable {
  readonly id: string;
  readonly vpc: string;
  /** Whether it holds for subnets that have no table of their own. */
  readonly isMain: boolean;
  readonly subnets: readonly string[];
  readonly routes: readonly DescribedRoute[];
}

export interface DescribedRoute {
  /** Address range, or id of a list of ranges. */
  readonly destination: string;
  /** Where it leads: `local`, or the id of a gateway, connection or interface. */
  readonly target: string;
}

export interface DescribedEndpoint {
  readonly id: string;
  readonly vpc: string;
  /** Such as `sts`; the whole name where it is no service of AWS. */
  readonly service: string;
  readonly kind: 'gateway' | 'interface' | 'other';
  /** Whether the service's ordinary name leads to it from inside the VPC. */
  readonly hasPrivateNames: boolean;
  /** Of an interface. */
  readonly subnets: readonly string[];
  /** Of a gateway. */
  readonly routeTables: readonly string[];
  /** Security groups of an interface. */
  readonly groups: readonly string[];
  /** Its policy, as JSON; null: not said. */
  readonly policy: string | null;
}

/** A security group. */
export interface DescribedGroup {
  readonly id: string;
  readonly vpc: string;
  readonly rules: readonly DescribedGroupRule[];
}

/** One far side that a group lets in or out. */
export interface DescribedGroupRule {
  readonly way: 'in' | 'out';
  /** `-1` for all, else a name or a number such as `tcp`. */
  readonly protocol: string;
  /** Null: all ports. */
  readonly ports: DescribedPorts | null;
  /** Range of IPv4 addresses, or the id of a group or of a list of ranges. */
  readonly peer: string;
}

export interface DescribedPorts {
  readonly from: number;
  readonly to: number;
}

/** A network ACL. */
export interface DescribedAcl {
  readonly id: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly entries: readonly DescribedAclEntry[];
}

/** An entry for IPv4. */
export interface DescribedAclEntry {
  readonly way: 'in' | 'out';
  /** Its place in the order: the lowest that fits decides. */
  readonly number: number;
  /** `-1` for all, else a number: 6 is TCP. */
  readonly protocol: string;
  readonly action: 'allow' | 'deny';
  readonly cidr: string;
  /** Null: all ports. */
  readonly ports: DescribedPorts | null;
}
