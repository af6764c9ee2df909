import type { JsonMap, Resource } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';

/** One resource as it is asked for, all its values known. */
export interface Wanted {
  readonly type: string;
  readonly properties: JsonMap;
  /** Name of the stack that asks; null: a call does. */
  readonly stack: string | null;
  readonly logicalId: string | null;
}

/**
 * What one type of resource does in the account beyond being there.
 *
 * The clock of the world that a kind is given shows the moment of its step. Where the service would refuse, a kind throws
 * `AwsFault` and leaves the world as it was.
 */
export interface ResourceKind {
  readonly type: string;
  /** AWS minutes to make or change one. */
  readonly minutes: number;
  /** AWS minutes to delete one; left out: as many as to make it. */
  readonly removeMinutes?: number;
  /** Puts it into the world, and what it brings along. */
  create?(wanted: Wanted, world: World): Resource;
  /** Puts the changed one in its place; its id stays. */
  update?(resource: Resource, properties: JsonMap, world: World): Resource;
  /** Takes it out of the world, and what goes with it. */
  remove?(resource: Resource, world: World): void;
}

/** A kind of which nothing is left open: the generic way stands where a special one is not given. */
export type WholeKind = Required<ResourceKind>;
