import { createHash, timingSafeEqual } from 'node:crypto';
import type { AuditLog } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import { apiRoutes } from '@atelier/core/contract';
import { socketPath } from '@atelier/local/state';
import type { Hono } from 'hono';
import { controlApp } from './control-app.ts';
import type { FrontDoor, Shown } from './front-door.ts';
import type { GatewayTask } from './gateway-task.ts';
import { type OpenChannels, openChannels } from './open-channels.ts';
import type { Places } from './passing/places.ts';
import { portalAnswer } from './portal/portal-answer.ts';
import { type SpaceDoors, spaceDoors } from './spaces/space-doors.ts';
import { presentedToken } from './walls/presented-token.ts';
import { seldom } from './walls/seldom.ts';

/** The front door of a workspace, before anybody listens. */
export interface Gateway {
  readonly door: Omit<FrontDoor, 'proven'>;
  readonly channels: OpenChannels;
  /** For the owner's socket. */
  readonly control: Hono;
  readonly spaces: SpaceDoors;
  close(): Promise<void>;
}

/** What it works with besides its task. */
export interface GatewayParts {
  readonly audit: AuditLog;
  /** One-way news for the log. */
  tell(news: string): void;
}

/** Put the front door together; the spaces that were open before have their sockets again when it resolves. */
export async function makeGateway(task: GatewayTask, { audit, tell }: GatewayParts): Promise<Gateway> {
  let workspace: Workspace = task.workspace;
  const places = placesIn(task.behind);
  const portalText = `http://localhost:${task.port}`;
  const portal = { workspace: () => workspace, places, audit, portalText, routes: apiRoutes };
  const door: Omit<FrontDoor, 'proven'> = {
    workspace: () => workspace,
    places,
    audit,
    portalText,
    askerOf: ({ headers }, origin): Shown => {
      const presented = origin.kind === 'portal' ? presentedToken(headers) : undefined;
      if (presented === undefined) return { unknown: 'nothing' };
      return matches(presented, task.ownerTokenDigest)
        ? { caller: { kind: 'owner' }, by: "owner's token" }
        : { unknown: 'wrong' };
    },
    openTo: () => undefined,
    ownAnswer: (request, { kind }, asker) => (kind === 'portal' ? portalAnswer(portal, request, asker) : undefined),
    toSignIn: () => undefined,
    wrong: seldom(tell, 'somebody asked the front door with a wrong token'),
  };
  const spaces = spaceDoors({ ...door, proven: () => undefined }, task.spaceDoors);
  for (const space of task.spaces) await spaces.open(space);
  const channels = openChannels();
  const admit = (next: Workspace) => {
    workspace = next;
    channels.recheck(next);
  };
  return {
    door,
    channels,
    control: controlApp({ workspace: () => workspace, admit, spaces, audit }).app,
    spaces,
    close: async () => {
      channels.closeAll();
      await spaces.closeAll();
      await audit.close();
    },
  };
}

/** Sockets behind the front door, by the names that the supervisor gives them. */
export function placesIn(behind: string): Places {
  const at = (name: string) => socketPath({ sockets: behind }, name);
  return {
    api: at('people'),
    tracking: at('tracking'),
    endpoint: (project, endpoint) => at(`endpoint.${project}.${endpoint}`),
    space: (person, project) => at(`space.${person}.${project}`),
  };
}

function matches(presented: string, digest: string): boolean {
  return timingSafeEqual(createHash('sha256').update(presented).digest(), Buffer.from(digest, 'hex'));
}
