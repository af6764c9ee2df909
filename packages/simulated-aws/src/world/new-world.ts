import { copyStack, type Stack } from '../stacks/stack.ts';
import { type AccountClock, startClock } from './clock.ts';
import { type ObjectStore, objectStore } from './object-store.ts';
import { type ResourceStore, resourceStore } from './resource-store.ts';
import type { World } from './world.ts';

export interface NewWorld {
  readonly account?: string;
  readonly region?: string;
  readonly clock?: AccountClock;
  /** Most that there may be, by type of resource. Default: as many as anybody wants. */
  readonly quotas?: World['quotas'];
}

/** An account in which nothing has been made yet. */
export function newWorld({
  account = '123456789012',
  region = 'eu-central-1',
  clock = startClock(),
  quotas = {},
}: NewWorld = {}): World {
  const place = { account, region, partition: 'aws', quotas };
  return worldOf(place, {
    clock,
    resources: resourceStore(),
    objects: objectStore(),
    stacks: [],
    accessKeys: new Map(),
    agents: new Map(),
    notAnswered: new Set(),
    lastIds: new Map(),
  });
}

type AccountBasics = Pick<World, 'account' | 'region' | 'partition' | 'quotas'>;

/** All that changes in a world. */
interface State {
  readonly clock: AccountClock;
  readonly resources: ResourceStore;
  readonly objects: ObjectStore;
  readonly stacks: Stack[];
  readonly accessKeys: Map<string, string>;
  readonly agents: World['agents'];
  readonly notAnswered: Set<string>;
  /** The number last given out, by prefix. */
  readonly lastIds: Map<string, number>;
}

function worldOf(place: AccountBasics, { lastIds, ...state }: State): World {
  return {
    ...place,
    ...state,
    newId: (prefix) => {
      const number = (lastIds.get(prefix) ?? 0) + 1;
      lastIds.set(prefix, number);
      return `${prefix}-${number.toString(16).padStart(17, '0')}`;
    },
    copy: () => worldOf(place, copyOf({ lastIds, ...state })),
  };
}

function copyOf({ clock, resources, objects, stacks, accessKeys, agents, notAnswered, lastIds }: State): State {
  return {
    clock: startClock(clock.nowMs()),
    resources: resourceStore(resources.list()),
    objects: objects.copy(),
    stacks: stacks.map(copyStack),
    accessKeys: new Map(accessKeys),
    agents: new Map(agents),
    notAnswered: new Set(notAnswered),
    lastIds: new Map(lastIds),
  };
}
