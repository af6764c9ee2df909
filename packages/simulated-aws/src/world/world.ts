import type { Agent, Stack } from '../stacks/stack.ts';
import type { AccountClock } from './clock.ts';
import type { ObjectStore } from './object-store.ts';
import type { ResourceStore } from './resource-store.ts';

/** Everything that a simulated account holds; what every service of the simulated account reads and changes. */
export interface World {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: AccountClock;
  readonly resources: ResourceStore;
  readonly objects: ObjectStore;
  /** Most that there may be of a type of resource; a type without one has no end. */
  readonly quotas: Readonly<Record<string, number>>;
  /** Every stack, deleted ones too, in the order in which they were made. */
  readonly stacks: Stack[];
  /** Access keys that were given out for sessions of roles, with whom each stands for. */
  readonly accessKeys: Map<string, string>;
  /** Whom CloudFormation acts as in a stack, by the stack's name; without a line its work is not judged. */
  readonly agents: Map<string, Agent>;
  /** What policies asked for and the account could not answer. */
  readonly notAnswered: Set<string>;
  /** The same world gives the same ids in the same order: `newId('vpc')` is `vpc-00000000000000001`. */
  newId(prefix: string): string;
  /** The same account a second time, to the last id; what happens in one is not seen in the other. */
  copy(): World;
}
