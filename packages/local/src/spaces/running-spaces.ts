import type { FailedService, ServiceStatus } from '../processes/service.ts';
import type { OpenSpace } from './open-space.ts';
import { type SpaceName, spaceId, spaceServiceName } from './space-name.ts';

/** A space that is to be up. */
export interface SpaceStatus extends SpaceName {
  readonly service: ServiceStatus | FailedService | StartingService;
}

/** A service that does not answer for the first time yet. */
export interface StartingService {
  readonly name: string;
  readonly state: 'starting';
}

/** Spaces that are up, on their way, or that could not be opened. */
export interface RunningSpaces {
  /** Of two at once it is one start; one that is being ended is ended first. */
  begin(space: SpaceName): Promise<OpenSpace>;
  end(space: SpaceName): Promise<void>;
  endAll(): Promise<void>;
  up(): readonly OpenSpace[];
  statuses(): readonly SpaceStatus[];
}

/** A space that is up or on its way. */
interface Entry {
  readonly space: SpaceName;
  readonly begun: Promise<OpenSpace>;
  up?: OpenSpace;
}

/** @param open starts what runs in a space */
export function runningSpaces(open: (space: SpaceName) => Promise<OpenSpace>): RunningSpaces {
  const entries = new Map<string, Entry>();
  const endings = new Map<string, Promise<void>>();
  const failures = new Map<string, SpaceStatus>();

  function begin(space: SpaceName): Promise<OpenSpace> {
    const id = spaceId(space);
    const before = entries.get(id);
    if (before !== undefined) return before.begun;
    const entry: Entry = { space, begun: Promise.resolve(endings.get(id)).then(() => open(space)) };
    entries.set(id, entry);
    failures.delete(id);
    entry.begun.then(
      (up) => Object.assign(entry, { up }),
      (error: Error) => {
        if (entries.get(id) === entry) entries.delete(id);
        failures.set(id, failedSpace(space, error.message));
      },
    );
    return entry.begun;
  }

  function end(space: SpaceName): Promise<void> {
    const id = spaceId(space);
    const entry = entries.get(id);
    failures.delete(id);
    if (entry === undefined) return endings.get(id) ?? Promise.resolve();
    entries.delete(id);
    const ending = entry.begun.then(
      (up) => up.close(),
      () => undefined,
    );
    endings.set(id, ending);
    return ending.finally(() => endings.get(id) === ending && endings.delete(id));
  }

  return {
    begin,
    end,
    endAll: async () => {
      await Promise.all([...entries.values()].map(({ space }) => end(space)));
      await Promise.all(endings.values());
    },
    up: () => [...entries.values()].flatMap(({ up }) => up ?? []),
    statuses: () => [
      ...[...entries.values()].map(({ space, up }) => (up ? serving(up) : starting(space))),
      ...failures.values(),
    ],
  };
}

/** Of one that is up. */
export function serving({ person, project, service }: OpenSpace): SpaceStatus {
  return { person, project, service: service.status() };
}

function starting({ person, project }: SpaceName): SpaceStatus {
  return { person, project, service: { name: spaceServiceName({ person, project }), state: 'starting' } };
}

function failedSpace({ person, project }: SpaceName, reason: string): SpaceStatus {
  return { person, project, service: { name: spaceServiceName({ person, project }), state: 'failed', reason } };
}
