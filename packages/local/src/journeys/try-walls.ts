import { type Action, actions, applies, decide, type Person, type Resource, resourceText } from '@atelier/core';
import type { StateFolder } from '../state-folder.ts';
import { ownersDoors } from './ask-owners-alone.ts';
import type { AskingHere } from './door-here.ts';
import { doorHere, doorsHere } from './doors-here.ts';
import { refusalIn, tryDoor } from './try-door.ts';

/** Something that the access table refuses somebody, asked for all the same. */
export interface TriedWall {
  readonly who: string;
  /** Such as `warehouse.load on project sales`. */
  readonly what: string;
  /** Such as `POST /projects/sales/sql`. */
  readonly call: string;
  /** Only a refusal counts as held; what failed otherwise is not known. */
  readonly verdict: 'held' | 'open' | 'not known';
  readonly said: string;
}

const asked = actions.filter((action) => !('none' in doorsHere[action]));

/** Ask for what the table refuses a person: in all of their projects, and in one of others. */
export async function tryWalls(asking: AskingHere, person: Person): Promise<readonly TriedWall[]> {
  const { workspace } = asking;
  const mine = workspace.projects.filter((project) => project.members.includes(person.name));
  const isShared = workspace.studio.spaces === 'shared';
  const things = [...mine, ...nextOfOthers(asking, person)].flatMap(({ name: project }): Resource[] => [
    { kind: 'project', project },
    ...(isShared ? [{ kind: 'shared-space', project } as const] : []),
  ]);
  const walls: TriedWall[] = [];
  for (const resource of [{ kind: 'workspace' } as const, ...things]) {
    for (const action of asked) {
      if (!applies(action, resource)) continue;
      const { allowed, because } = decide(workspace, person, action, resource);
      if (allowed) continue;
      const tried = await tryWall(asking, person, action, resource, because);
      if (tried !== undefined) walls.push(tried);
    }
  }
  return walls;
}

/** The first project of others after the person's own in the file, so that people do not all try the same one. */
function nextOfOthers({ workspace: { projects } }: AskingHere, { name }: Person) {
  const last = projects.findLastIndex(({ members }) => members.includes(name));
  const inTurn = [...projects.slice(last + 1), ...projects.slice(0, last + 1)];
  return inTurn.filter(({ members }) => !members.includes(name)).slice(0, 1);
}

/** Undefined: there is no door, or nothing behind it yet. */
async function tryWall(
  asking: AskingHere,
  { name }: Person,
  action: Action,
  resource: Resource,
  because: string,
): Promise<TriedWall | undefined> {
  const door = doorHere(action, resource);
  if ('none' in door) return undefined;
  const project = 'project' in resource ? resource.project : '';
  const wall = { who: name, what: `${action} on ${resourceText(resource)}`, call: door.call(project) };
  const tried = await tryDoor(door, asking, project);
  if (tried === 'open') return { ...wall, verdict: 'open', said: `It was answered, and is to be refused: ${because}.` };
  if ('refused' in tried) return { ...wall, verdict: 'held', said: tried.refused };
  return 'failed' in tried ? { ...wall, verdict: 'not known', said: tried.failed.message } : undefined;
}

/** Ask in a person's name for what is the owner's alone. */
export async function tryOwnersWalls(state: StateFolder, person: string): Promise<readonly TriedWall[]> {
  const walls: TriedWall[] = [];
  for (const { action, call, enter } of ownersDoors) {
    const wall = { who: person, what: `${action} on the workspace`, call };
    walls.push({ ...wall, ...(await verdictOf(enter({ state, socket: state.controlSocket, person }))) });
  }
  return walls;
}

async function verdictOf(asked: Promise<void>): Promise<Pick<TriedWall, 'verdict' | 'said'>> {
  try {
    await asked;
    return { verdict: 'open', said: "It was let in, and is the owner's alone." };
  } catch (error) {
    const answer = refusalIn(error);
    if ('refused' in answer) return { verdict: 'held', said: answer.refused };
    return { verdict: 'not known', said: answer.failed.message };
  }
}
