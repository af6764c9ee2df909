import { text } from 'node:stream/consumers';
import type { AskedSocket } from '../routes/send-request.ts';
import { sendRequest } from '../routes/send-request.ts';
import type { DoorAnswer, DoorHere } from './door-here.ts';

/** One request, as clients of MLflow and of endpoints send it. */
interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

const firstFailure = 500;

/**
 * To tracking, below its API, through the front door; with a body that says nothing, at which it stops after it is decided
 * who asks.
 */
export function toTracking(method: Asked['method'], call: string): DoorHere {
  const body = method === 'GET' ? undefined : {};
  const pathOf = (project: string) => `/projects/${project}/tracking/api/2.0/mlflow/${call}`;
  return {
    call: (project) => `${method} ${pathOf(project)}`,
    ask: ({ frontDoor }, project, signal) => answerOf(frontDoor, { method, path: pathOf(project), body }, signal),
  };
}

/** What may be installed, as it is asked before anything is. */
export const seePackages: DoorHere = {
  call: () => 'GET /packages/allowed',
  ask: ({ frontDoor }, _, signal) => answerOf(frontDoor, { method: 'GET', path: '/packages/allowed' }, signal),
};

/** To the endpoint of the project's first flow, without any rows. */
export const invoke: DoorHere = {
  call: (project) => `POST /projects/${project}/endpoints/NAME/invocations`,
  ask: ({ frontDoor, workspace }, project, signal) => {
    const endpoint = workspace.projects.find(({ name }) => name === project)?.flows[0]?.serving.endpoint ?? 'none';
    const path = `/projects/${project}/endpoints/${endpoint}/invocations`;
    return answerOf(frontDoor, { method: 'POST', path, body: {} }, signal);
  },
};

/** What becomes of a request through the front door. */
export async function answerOf(at: AskedSocket, asked: Asked, signal: AbortSignal): Promise<DoorAnswer> {
  const response = await sendRequest(at, { ...asked, signal });
  const said = await text(response);
  const status = response.statusCode ?? 0;
  const problem = problemIn(said);
  if (problem?.code === 'NotAllowed') return { refused: problem.message };
  // Another wall of the front door's has answered: nobody has decided who may.
  if (problem !== undefined) return { unknown: problem.message };
  return status < firstFailure ? 'open' : { unknown: said.slice(0, 200) };
}

/** What the front door itself has said; a server behind it says nothing of whose turn it is. */
function problemIn(said: string): { readonly code: string; readonly message: string } | undefined {
  try {
    const document = JSON.parse(said);
    return 'whose' in document ? document : undefined;
  } catch {
    return undefined;
  }
}
