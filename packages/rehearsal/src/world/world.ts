import type { Clock } from './clock.ts';
import type { ObjectStore } from './object-store.ts';
import type { ResourceStore } from './resource-store.ts';

/** Everything that a pretended account holds; what every service of the stand-in reads and changes. */
export interface World {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: Clock;
  readonly resources: ResourceStore;
  readonly objects: ObjectStore;
  /** The same world gives the same ids in the same order: `newId('vpc')` is `vpc-00000000000000001`. */
  newId(prefix: string): string;
}
