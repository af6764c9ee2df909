import type { JsonMap, StoredResource } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';

/** One resource as it is asked for, all its values known. */
export interface WantedResource {
  readonly type: string;
  readonly properties: JsonMap;
  /** Name of the stack that asks; null: a call does. */
  readonly stack: string | null;
  readonly logicalId: string | null;
}

/**
 * Behaviour of one type of resource in the account beyond being there.
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
  create?(wanted: WantedResource, world: World): StoredResource;
  /** Puts the changed one in its place; its id stays. */
  update?(resource: StoredResource, properties: JsonMap, world: World): StoredResource;
  /** Takes it out of the world, and what goes with it. */
  remove?(resource: StoredResource, world: World): void;
}

/** A kind of which nothing is left open: the generic way stands where a special one is not given. */
export type WholeKind = Required<ResourceKind>;
