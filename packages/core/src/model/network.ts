export type Network = NewNetwork | ExistingNetwork;

interface Reach {
  /** `isolated` has no route to the internet; `egress` has one out, through a NAT gateway. */
  readonly mode: 'isolated' | 'egress';
  readonly flowLogs: boolean;
}

/** A network that Atelier makes. */
export interface NewNetwork extends Reach {
  readonly kind: 'new';
  readonly cidr: string;
  readonly zones: number;
  /** Which zones, as ids such as `euc1-az1`; null: chosen from the region's. */
  readonly zoneIds: readonly string[] | null;
}

/** A network that is there already; it is used and never changed, apart from its endpoints. */
export interface ExistingNetwork extends Reach {
  readonly kind: 'existing';
  readonly vpc: string;
  readonly subnets: readonly string[];
}
