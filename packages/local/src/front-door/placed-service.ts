import type { Child } from '../processes/child.ts';
import { type ServiceStatus, startService } from '../processes/service.ts';
import { type DoorPlace, urlOf } from './door-place.ts';
import type { TcpSockets } from './tcp-sockets.ts';

/** The front door's process at its place, which may be another one from some time on. */
export interface PlacedService {
  status(): ServiceStatus;
  place(): DoorPlace;
  isAt(place: DoorPlace): boolean;
  /** Be there from now on; the sockets of the place before are closed. */
  goTo(next: DoorPlace): Promise<void>;
  /** Also the sockets of its place are closed then. */
  stop(): Promise<void>;
}

export interface PlacedSpec {
  launch(bound: TcpSockets): Promise<Child>;
  /** One-way news for the supervisor's log. */
  tell(news: string): void;
}

/** A little longer than it gives requests that are being answered. */
const graceSeconds = 12;

/** Start it; resolves when it answers. Where it cannot be, its sockets are closed. */
export async function startAtPlace(first: DoorPlace, { launch, tell }: PlacedSpec): Promise<PlacedService> {
  let place = first;
  const begin = () => startService({ name: 'front door', tell, graceSeconds, launch: () => launch(place.bound) });
  let service = await begin().catch(async (error) => {
    await first.bound.close();
    throw error;
  });
  return {
    status: () => service.status(),
    place: () => place,
    isAt: (other) => other.bound === place.bound && urlOf(other) === urlOf(place),
    goTo: async (next) => {
      const before = place;
      place = next;
      await service.stop();
      service = await begin();
      if (before.bound !== next.bound) await before.bound.close();
    },
    stop: async () => {
      await service.stop();
      await place.bound.close();
    },
  };
}
