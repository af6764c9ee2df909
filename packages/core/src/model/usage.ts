/** How much the workspace is used; feeds the estimate and nothing else. */
export interface Usage {
  /** Hours a day that each of the people at work has a space running. */
  readonly hoursPerDay: number;
  readonly daysPerMonth: number;
  /** How many people work on such a day; null: all of them. */
  readonly peopleAtWork: number | null;
  /** Of each warehouse, answering queries. */
  readonly warehouseHoursPerMonth: number;
  readonly warehouseGb: number;
  /** Of each endpoint, whether it is asked anything or not. */
  readonly endpointHoursPerMonth: number;
  /** Of each flow. */
  readonly batchHoursPerMonth: number;
  /** Disk of each endpoint instance and of each flow's batch predictions. */
  readonly modelStorageGb: number;
  readonly sparkHoursPerMonth: number;
  /** Through the network's endpoints. */
  readonly networkGbPerMonth: number;
  /** Out to the internet, where the network has a way out. */
  readonly internetGbPerMonth: number;
  /** Of names, by everything in the network. */
  readonly lookupsPerMonth: number;
  readonly logGbPerMonth: number;
  /** In buckets. */
  readonly storageGb: number;
  readonly homeGb: number;
  readonly packagesGb: number;
  readonly counted: Counted;
}

/**
 * Lines and endpoints of a price table that the estimate is held against. The estimate lists the rest apart, as forgotten.
 */
export interface Counted {
  /** Lines; null: every line. */
  readonly lines: readonly LineId[] | null;
  /** Network endpoints, by the service behind each; null: every endpoint. */
  readonly endpoints: readonly string[] | null;
}

/** The lines that an estimate can have, in their order. */
export const lineIds = [
  'network-endpoints',
  'gateway-endpoints',
  'internet-gateway',
  'name-lookups',
  'warehouse',
  'warehouse-storage',
  'notebooks',
  'notebook-storage',
  'home-folders',
  'endpoints',
  'batch',
  'spark',
  'tracking',
  'storage',
  'packages',
  'source',
  'keys',
  'secrets',
  'logs',
  'alarms',
  'sign-in',
] as const;

export type LineId = (typeof lineIds)[number];
