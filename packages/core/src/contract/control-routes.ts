import * as z from 'zod';
import { workspaceSchema } from './model/workspace-schema.ts';
import { nothing, workspaceItself } from './request-parts.ts';
import { documentRoute } from './route.ts';

const largestPort = 65_535;

/** Routes for what is done to a running workspace by its owner alone. */
export const controlRoutes = {
  /** Make the machine match a workspace. */
  apply: documentRoute({
    method: 'PUT',
    path: '/workspace',
    params: nothing,
    body: workspaceSchema,
    answer: nothing,
    action: 'workspace.apply',
    resource: workspaceItself,
  }),
  /** Have the front door at another port of loopback from now on. */
  moveFrontDoor: documentRoute({
    method: 'PUT',
    path: '/door',
    params: nothing,
    body: z.strictObject({ port: z.int().min(1).max(largestPort) }),
    answer: nothing,
    action: 'door.move',
    resource: workspaceItself,
  }),
  /** Ask for the end; the answer comes before it. */
  stop: documentRoute({
    method: 'POST',
    path: '/stop',
    params: nothing,
    body: nothing,
    answer: nothing,
    action: 'workspace.stop',
    resource: workspaceItself,
  }),
};
