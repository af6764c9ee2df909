import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { AuditLog, ReceiptLog } from '@atelier/audit';
import { outsideUrl, type Workspace } from '@atelier/core';
import { apiRoutes, tokenRoutes } from '@atelier/core/contract';
import { socketPath, spaceFileName } from '@atelier/local/state';
import type { Hono } from 'hono';
import { askerOf } from './asker-of.ts';
import { controlApp } from './control-app.ts';
import type { FrontDoor } from './front-door.ts';
import type { GatewayTask } from './gateway-task.ts';
import { type OpenChannels, openChannels } from './open-channels.ts';
import { isOriginOf, knownOrigins, originText } from './origins/known-origins.ts';
import type { Origin } from './origins/origin.ts';
import type { Places } from './passing/places.ts';
import { type Portal, portalAnswer } from './portal/portal-answer.ts';
import { fetchByWay } from './sign-in/fetch-by-way.ts';
import { type SignInApp, signInApp } from './sign-in/sign-in-app.ts';
import { type Receipts, receiptsIn } from './spaces/receipts.ts';
import { type SpaceDoors, spaceDoors } from './spaces/space-doors.ts';
import { openGatewayState } from './state/open-gateway-state.ts';
import { type ProgramDoors, programDoors } from './tokens/program-doors.ts';
import { serverKeyAt } from './tokens/server-key.ts';
import { seldom } from './walls/seldom.ts';
import { type ShownCertificate, shownCertificate } from './walls/shown-certificate.ts';

/** The front door of a workspace, before anybody listens. */
export interface Gateway {
  readonly door: Omit<FrontDoor, 'proven'>;
  readonly channels: OpenChannels;
  /** What is shown by TLS; undefined on loopback. */
  readonly shown: ShownCertificate | undefined;
  /** For the owner's socket. */
  readonly control: Hono;
  readonly spaces: SpaceDoors;
  close(): Promise<void>;
}

/** What it works with besides its task. */
export interface GatewayParts {
  readonly audit: AuditLog;
  readonly receipts: ReceiptLog;
  /** One-way news for the log. */
  tell(news: string): void;
}

/** Put the front door together; the spaces that were open before have their sockets again when it resolves. */
export async function makeGateway(task: GatewayTask, { audit, receipts: log, tell }: GatewayParts): Promise<Gateway> {
  let workspace: Workspace = task.workspace;
  const receipts = receiptsIn(log, tell);
  const at = { workspace: () => workspace, places: placesIn(task.behind), audit };
  const portalText = portalOf(task);
  const shown = task.tls && shownCertificate(task.tls);
  const database = openGatewayState(join(task.folder, 'state.sqlite'));
  const isOurs = (text: string) => isOriginOf(knownOrigins(workspace), text, portalText);
  const signIn = signInApp({
    ...at,
    database,
    portal: portalText,
    isOurs,
    tell,
    secret: task.oidcSecret,
    fetch: fetchByWay(task.provider, [...rootCertificates, ...(task.providerAuthorities ?? [])]),
  });
  const serverKey = serverKeyAt(join(task.folder, 'server-key'));
  const programs = programDoors({ ...at, database, serverKey, portalText });
  const door = doorOf(
    { ...at, portalText, routes: { ...apiRoutes, ...tokenRoutes } },
    { signIn, programs },
    { ownerTokenDigest: task.ownerTokenDigest, receipts, tell },
  );
  const spaces = spaceDoors({ ...door, proven: () => undefined }, task.spaceDoors);
  for (const space of task.spaces) await spaces.open(space);
  const channels = openChannels(({ by }) => signIn.isOpen(by) && programs.isOpen(by));
  const admit = (next: Workspace) => {
    workspace = next;
    signIn.keepOnlyPeople();
    programs.keepOnly(next.people.map(({ name }) => name));
    channels.recheck(next);
  };
  admit(workspace);
  return {
    door,
    channels,
    shown,
    control: controlApp({ ...at, admit, spaces, shown, invite: signIn.invite }).app,
    spaces,
    close: async () => {
      channels.closeAll();
      await spaces.closeAll();
      await receipts.close();
      await audit.close();
      database.close();
    },
  };
}

function portalOf({ workspace: { frontDoor }, port }: GatewayTask): string {
  return frontDoor === null ? `http://localhost:${port}` : outsideUrl(frontDoor);
}

type Door = Omit<FrontDoor, 'proven'>;

interface Entrance {
  readonly ownerTokenDigest: string;
  readonly receipts: Receipts;
  tell(news: string): void;
}

interface Entrances {
  readonly signIn: SignInApp;
  readonly programs: ProgramDoors;
}

function doorOf(portal: Portal, { signIn, programs }: Entrances, entrance: Entrance): Door {
  const { ownerTokenDigest, receipts, tell } = entrance;
  const { portalText } = portal;
  const textOf = (origin: Origin) => originText(origin, portalText);
  const known = { ownerTokenDigest, callerOfProgram: programs.callerOf, callerOfCookie: signIn.callerOfCookie };
  const isPortal = ({ kind }: Origin) => kind === 'portal';
  return {
    ...portal,
    receipts,
    askerOf: (request, origin) => askerOf(request, origin, textOf(origin), known),
    openTo: (request, origin) =>
      (isPortal(origin) ? programs.openTo(request) : undefined) ?? signIn.openTo(request, textOf(origin)),
    ownAnswer: (request, origin, asker) =>
      isPortal(origin) ? (programs.ownAnswer(request, asker) ?? portalAnswer(portal, request, asker)) : undefined,
    toSignIn: (request, origin) => signIn.toSignIn(request, textOf(origin)),
    wrong: seldom(tell, 'somebody asked the front door with a wrong token'),
  };
}

/** Sockets behind the front door, by the names that the supervisor gives them. */
export function placesIn(behind: string): Places {
  const at = (name: string) => socketPath({ sockets: behind }, name);
  return {
    api: at('people'),
    tracking: at('tracking'),
    packages: at('packages'),
    endpoint: (project, endpoint) => at(`endpoint.${project}.${endpoint}`),
    space: (person, project) => at(spaceFileName({ person, project })),
  };
}
