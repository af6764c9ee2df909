import {
  apiRoutes,
  type NotebookNews,
  type QueryAnswer,
  type RunNews,
  type WorkspaceStatus,
} from '@atelier/core/contract';
import { askInLines, askOnce } from '../routes/ask-route.ts';
import type { AskedDoor } from '../routes/send-request.ts';
import type { AskedNotebook } from '../spaces/run-notebook.ts';
import type { SpaceName } from '../spaces/space-name.ts';
import type { StateFolder } from '../state-folder.ts';

/** Requests that people make of a running workspace. */
export interface ApiClient {
  status(): Promise<WorkspaceStatus>;
  /** First the columns, then rows any number of times; aborting interrupts the query. */
  query(project: string, sql: string, signal: AbortSignal): AsyncIterable<QueryAnswer>;
  /** Start a space of a project; resolves when it is up. */
  openSpace(space: SpaceName): Promise<WorkspaceStatus['spaces'][number]>;
  stopSpace(space: SpaceName): Promise<void>;
  /** News of a notebook that runs as a person, then where it is kept; aborting ends it. */
  runNotebook(asked: AskedNotebook, signal: AbortSignal): AsyncIterable<NotebookNews>;
  /** Progress of a run, then its report; aborting leaves the run running. */
  run(project: string, flow: string, signal: AbortSignal): AsyncIterable<RunNews>;
}

/**
 * Talk to a running workspace: over its socket for people, as its owner, or through its front door, as whoever has the token.
 *
 * @param person at the socket: in whose name it is asked, with that person's rights alone; left out: the owner's
 *
 * Every call throws Problem NotUp when nothing answers there, and the supervisor's own problems as they are.
 */
export function apiClient(place: StateFolder | AskedDoor, person?: string): ApiClient {
  const at = 'token' in place ? place : { state: place, socket: place.apiSocket, person };
  return {
    status: () => askOnce(at, apiRoutes.status, { params: {}, body: undefined }),
    query: (project, sql, signal) => askInLines(at, apiRoutes.query, { params: { project }, body: { sql }, signal }),
    openSpace: ({ person, project }) =>
      person === null
        ? askOnce(at, apiRoutes.openSharedSpace, { params: { project }, body: {} })
        : askOnce(at, apiRoutes.openSpace, { params: { person, project }, body: {} }),
    stopSpace: async ({ person, project }) => {
      if (person === null) await askOnce(at, apiRoutes.stopSharedSpace, { params: { project }, body: {} });
      else await askOnce(at, apiRoutes.stopSpace, { params: { person, project }, body: {} });
    },
    runNotebook: ({ person, project, ...body }, signal) =>
      askInLines(at, apiRoutes.runNotebook, { params: { person, project }, body, signal }),
    run: (project, flow, signal) => askInLines(at, apiRoutes.run, { params: { project, flow }, body: {}, signal }),
  };
}
