import { type Clock, startClock } from './clock.ts';
import { objectStore } from './object-store.ts';
import { resourceStore } from './resource-store.ts';
import type { World } from './world.ts';

export interface NewWorld {
  readonly account?: string;
  readonly region?: string;
  readonly clock?: Clock;
}

/** An account in which nothing has been made yet. */
export function newWorld({
  account = '123456789012',
  region = 'eu-central-1',
  clock = startClock(),
}: NewWorld = {}): World {
  const lastOf = new Map<string, number>();
  return {
    account,
    region,
    partition: 'aws',
    clock,
    resources: resourceStore(),
    objects: objectStore(),
    newId: (prefix) => {
      const number = (lastOf.get(prefix) ?? 0) + 1;
      lastOf.set(prefix, number);
      return `${prefix}-${number.toString(16).padStart(17, '0')}`;
    },
  };
}
