import { apiRoutes, pathOf } from '@atelier/core/contract';
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
      if (space === undefined) return noProject;
      const at = { ...asking.frontDoor, socket: asking.frontDoor.state.apiSocket };
      try {
        await askOnce(at, route as typeof apiRoutes.stopSpace, { params: space, body: notAccepted as never });
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'RequestNotAccepted') throw error;
      }
      return 'open';
    },
  };
}

export const startSpace = ofSpace(apiRoutes.openSpace);
export const stopSpace = ofSpace(apiRoutes.stopSpace);

/** Through the front door, to a space that is up. */
export const openSpace: DoorHere = {
  call: () => 'GET /spaces/:person/:project/api/status',
  ask: async (asking, whose, signal): Promise<DoorAnswer> => {
    const space = spaceOf(asking, whose);
    if (space === undefined) return noProject;
    return answerOf(
      asking.frontDoor,
      { method: 'GET', path: `${pathOf(apiRoutes.openSpace, space)}/api/status` },
      signal,
    );
  },
};

function spaceOf({ workspace }: AskingHere, person: string) {
  const project = workspace.projects.find(({ members }) => members.includes(person));
  return project && { person, project: project.name };
}
