import * as z from 'zod';
import { workspaceSchema } from './model/workspace-schema.ts';
import { nothing, spaceOf, workspaceItself } from './request-parts.ts';
import { documentRoute } from './route.ts';

/** Routes of the front door for the owner alone, and for the supervisor, which is the owner's. */
export const frontDoorRoutes = {
  /** Tell it the workspace as it is from now on; who has left is shut out before the answer comes. */
  admit: documentRoute({
    method: 'PUT',
    path: '/workspace',
    params: nothing,
    body: workspaceSchema,
    answer: nothing,
    action: 'workspace.apply',
    resource: workspaceItself,
  }),
  /** Show another certificate to whoever comes from now on; connections that are open go on. */
  renewCertificate: documentRoute({
    method: 'PUT',
    path: '/certificate',
    params: nothing,
    body: z.strictObject({ certificate: z.string(), key: z.string() }),
    answer: nothing,
    action: 'door.renew',
    resource: workspaceItself,
  }),
  /** Make a link that lets a person set how they sign in, once within an hour; an older one of theirs works no more. */
  invite: documentRoute({
    method: 'POST',
    path: '/people/:person/invitation',
    params: z.strictObject({ person: z.string() }),
    body: nothing,
    answer: z.strictObject({ url: z.string(), endsAtMs: z.int() }),
    action: 'person.invite',
    resource: workspaceItself,
  }),
  /** Make the sockets of a space: whoever asks there is that person, or the shared space itself. */
  openSpaceDoors: documentRoute({
    method: 'PUT',
    path: '/space-doors',
    params: nothing,
    body: spaceOf,
    answer: z.strictObject({ folder: z.string() }),
    action: 'space.connect',
    resource: workspaceItself,
  }),
  closeSpaceDoors: documentRoute({
    method: 'POST',
    path: '/space-doors/close',
    params: nothing,
    body: spaceOf,
    answer: nothing,
    action: 'space.connect',
    resource: workspaceItself,
  }),
};
