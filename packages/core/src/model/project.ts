import type { FlowSpec } from './flow-spec.ts';

/** A boundary with members, data, warehouse, repository, registry and budget. */
export interface Project {
  readonly name: string;
  /** Names of people. */
  readonly members: readonly string[];
  /** Null: the project has none. */
  readonly warehouse: WarehouseSize | null;
  readonly flows: readonly FlowSpec[];
  /** Existing buckets that members may use; a name may end in `*`. */
  readonly buckets: readonly BucketGrant[];
  /** Who puts files into the data bucket from outside the network; null: nobody. */
  readonly deliverFrom: DeliverFrom | null;
  /** Addresses that hear of waiting approvals and of the budget. */
  readonly notify: readonly string[];
  readonly serving: ServingSize;
  readonly promotion: Promotion;
  /** Null: only the workspace's limit holds. */
  readonly monthlyUsd: number | null;
}

/** Redshift processing units, and what a query may take. */
export interface WarehouseSize {
  readonly baseCapacity: number;
  /** Null: no limit of its own. */
  readonly maxCapacity: number | null;
  readonly queries: QueryLimits;
}

/** Limits of what one query of a person may take before it is stopped. */
export interface QueryLimits {
  readonly seconds: number;
  readonly rows: number;
  /** Of the whole warehouse on one machine; null: as much as is usual. */
  readonly memoryMb: number | null;
  readonly temporaryDiskMb: number;
}

export interface BucketGrant {
  readonly bucket: string;
  readonly access: 'read' | 'write';
}

/** A way in for data, and for nothing else. */
export interface DeliverFrom {
  /** ARNs of roles, and accounts in 12 digits. */
  readonly senders: readonly string[];
  /** AWS organization that senders have to be in; null: none is asked for. */
  readonly organization: string | null;
}

export interface ServingSize {
  readonly instance: string;
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly batchInstance: string;
  /** Share of requests and answers kept for monitoring. */
  readonly capturePercent: number;
}

export interface Promotion {
  /** How long an approval may wait before it counts as refused. */
  readonly approveWithinMinutes: number;
  /** Share of requests that a new version gets first. */
  readonly canaryPercent: number;
}

/** Values of a project that a file begins with where it says nothing. */
export const usualProject = { capturePercent: 50, canaryPercent: 10, approveWithinDays: 7 } as const;
