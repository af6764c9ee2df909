import { apiRoutes, type DocumentRoute, pathOf } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { askOnce } from '../routes/ask-route.ts';
import type { AskingHere, DoorAnswer, DoorHere } from './door-here.ts';
import { answerOf } from './doors-to-front-door.ts';

const notAccepted = { neither: 'an order' };
const noProject = { unknown: 'The person is a member of no project, of which there could be a space.' };

/**
 * A person's space of their first project, with what the route does not take, which is looked at after it is decided who
 * asks: nothing is started or stopped.
 */
function ofSpace(route: typeof apiRoutes.openSpace | typeof apiRoutes.stopSpace): DoorHere {
  return {
    call: () => `${route.method} ${route.path}`,
    ask: async (asking, whose) => {
      const space = spaceOf(asking, whose);
      return space === undefined ? noProject : answeredAt(asking, route as typeof apiRoutes.stopSpace, space);
    },
  };
}

/** The shared space of a project, in the same way. */
function ofSharedSpace(route: typeof apiRoutes.openSharedSpace | typeof apiRoutes.stopSharedSpace): DoorHere {
  return {
    call: () => `${route.method} ${route.path}`,
    ask: (asking, project) => answeredAt(asking, route as typeof apiRoutes.stopSharedSpace, { project }),
  };
}

async function answeredAt<Params extends Readonly<Record<string, string>>>(
  { frontDoor }: AskingHere,
  route: DocumentRoute<Params, unknown, unknown>,
  params: Params,
): Promise<DoorAnswer> {
  try {
    await askOnce({ ...frontDoor, socket: frontDoor.state.apiSocket }, route, { params, body: notAccepted });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'RequestNotAccepted') throw error;
  }
  return 'open';
}

export const startSpace = ofSpace(apiRoutes.openSpace);
export const stopSpace = ofSpace(apiRoutes.stopSpace);
export const startSharedSpace = ofSharedSpace(apiRoutes.openSharedSpace);
export const stopSharedSpace = ofSharedSpace(apiRoutes.stopSharedSpace);

/** Through the front door, to a space that is up. */
export const openSpace: DoorHere = {
  call: () => 'GET /spaces/:person/:project/api/status',
  ask: async (asking, whose, signal): Promise<DoorAnswer> => {
    const space = spaceOf(asking, whose);
    if (space === undefined) return noProject;
    return statusAt(asking, pathOf(apiRoutes.openSpace, space), signal);
  },
};

export const openSharedSpace: DoorHere = {
  call: () => 'GET /projects/:project/space/api/status',
  ask: (asking, project, signal) => statusAt(asking, pathOf(apiRoutes.openSharedSpace, { project }), signal),
};

function statusAt({ frontDoor }: AskingHere, space: string, signal: AbortSignal): Promise<DoorAnswer> {
  return answerOf(frontDoor, { method: 'GET', path: `${space}/api/status` }, signal);
}

function spaceOf({ workspace }: AskingHere, person: string) {
  const project = workspace.projects.find(({ members }) => members.includes(person));
  return project && { person, project: project.name };
}
