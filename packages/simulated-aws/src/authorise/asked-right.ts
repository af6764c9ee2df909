import type { RequestContext } from '@atelier/proofs/policy';
import type { Members } from '../service/service.ts';
import type { Tag } from '../world/tags.ts';
import type { World } from '../world/world.ts';

/** One right that a call needs. */
export interface AskedRight {
  /** Such as `s3:ListBucketVersions`. */
  readonly action: string;
  /** ARN of what it is needed on; `*` for actions that know no resources. */
  readonly resource: string;
  /** Tags that the thing carries. */
  readonly tags?: readonly Tag[];
  /** Tags that the call gives. */
  readonly gives?: readonly Tag[];
  /** Facts of the call itself, by key. */
  readonly facts?: RequestContext;
  /** Values that a service gives with a call that it makes for a thing of an account, by key; not given: nobody knows any. */
  readonly source?: RequestContext;
  /** Service that acts on the caller's behalf, such as `s3` when it uses a key; undefined: the caller acts. */
  readonly via?: string;
}

/** Rights that the operations of a service need, by operation; an operation without a line is not known to need any. */
export type AskedRights = Readonly<Record<string, (input: Members, world: World) => readonly AskedRight[]>>;

/** ARN of something in the account's region. */
export function regionalArn({ partition, region, account }: World, service: string, rest: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${rest}`;
}

/** ARN of something of a service without regions. */
export function globalArn({ partition, account }: World, service: string, rest: string): string {
  return `arn:${partition}:${service}::${account}:${rest}`;
}

/** The same rights on everything, for operations that know no resources. */
export function onEverything(service: string, operations: readonly string[]): AskedRights {
  return Object.fromEntries(
    operations.map((operation) => [operation, () => [{ action: `${service}:${operation}`, resource: '*' }]]),
  );
}

/** Operations that need the right of their own name on one resource. */
export function onOne(
  service: string,
  operations: readonly string[],
  about: (input: Members, world: World) => Omit<AskedRight, 'action'>,
): AskedRights {
  return Object.fromEntries(
    operations.map((operation) => [
      operation,
      (input: Members, world: World) => [{ action: `${service}:${operation}`, ...about(input, world) }],
    ]),
  );
}

/** Facts of those that a call gives. */
export function factsOf(given: Readonly<Record<string, unknown>>): RequestContext {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
