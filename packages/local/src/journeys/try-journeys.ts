import {
  type EndedJourney,
  type Journey,
  type JourneyOutcome,
  type JourneyProof,
  journeyProof,
  journeysOf,
  journeyText,
  type Person,
  type Resource,
  type Workspace,
} from '@atelier/core';
import type { WorkspaceStatus } from '@atelier/core/contract';
import { apiClient } from '../api/api-client.ts';
import type { StateFolder } from '../state-folder.ts';
import type { AskingHere } from './door-here.ts';
import { doorHere } from './doors-here.ts';
import { tryDoor } from './try-door.ts';
import { type TriedWall, tryOwnersWalls, tryWalls } from './try-walls.ts';

/** Journeys and refusals of people, as a running workspace answers them. */
export interface JourneysHere extends JourneyProof {
  readonly walls: {
    /** How many refusals are made. */
    readonly held: number;
    readonly notHeld: readonly TriedWall[];
  };
}

/**
 * Ask a running workspace, in each person's name, for everything that the access table allows them on their own things, and
 * for what it refuses them there, in one project of others, and of the owner's own orders.
 *
 * Nothing is changed. Problem NotUp, and others of a workspace that answers nobody.
 */
export async function tryJourneys(state: StateFolder, workspace: Workspace): Promise<JourneysHere> {
  const owners = await apiClient(state).status();
  const ended: EndedJourney[] = [];
  const walls: TriedWall[] = [];
  const journeys = Map.groupBy(journeysOf(workspace), ({ person }) => person.name);
  for (const person of workspace.people) {
    const asking = askingAs(state, workspace, person.name, owners);
    for (const journey of journeys.get(person.name) ?? []) ended.push(await endOf(journey, asking));
    walls.push(...(await tryWalls(asking, person)));
    walls.push(...(await tryOwnersWalls(state, person.name)));
  }
  const stranger = strangerTo(workspace);
  walls.push(...(await tryWalls(askingAs(state, workspace, stranger.name, owners), stranger)));
  walls.push(...(await tryOwnersWalls(state, stranger.name)));
  const notHeld = walls.filter(({ verdict }) => verdict !== 'held');
  return { ...journeyProof(ended), walls: { held: walls.length - notHeld.length, notHeld } };
}

function askingAs(state: StateFolder, workspace: Workspace, person: string, owners: WorkspaceStatus): AskingHere {
  const api = apiClient(state, person);
  let status: Promise<WorkspaceStatus> | undefined;
  return {
    workspace,
    api,
    frontDoor: { state, socket: state.frontDoorSocket, person },
    owners,
    status: () => {
      status ??= api.status();
      return status;
    },
  };
}

async function endOf(journey: Journey, asking: AskingHere): Promise<EndedJourney> {
  const { person, action, resource } = journey;
  const told = { who: person.name, journey: journeyText(journey) };
  const door = doorHere(action, resource);
  if ('none' in door) return { ...told, outcome: { unknown: door.none } };
  const thing = thingOf(resource);
  const tried = await tryDoor(door, asking, thing);
  return { ...told, outcome: outcomeOf(tried, door.call(thing)) };
}

/** The project that is asked about, or whose space. */
function thingOf(resource: Resource): string {
  if (resource.kind === 'private-space') return resource.person;
  return 'project' in resource ? resource.project : '';
}

function outcomeOf(tried: Awaited<ReturnType<typeof tryDoor>>, call: string): JourneyOutcome {
  if (tried === 'open') return 'proven';
  if ('unknown' in tried) return { unknown: tried.unknown };
  if ('failed' in tried) return { call, because: tried.failed.message, fix: tried.failed.fix };
  const fix = 'Run "atelier up", so that the workspace is the one of the file; report it if it is refused then, too.';
  return { call, because: tried.refused, fix };
}

/** Whose name is nobody's in the file. */
function strangerTo({ people }: Workspace): Person {
  let name = 'stranger';
  while (people.some((one) => one.name === name)) name += '-x';
  return { name, role: 'viewer', signInName: name, profile: name };
}
