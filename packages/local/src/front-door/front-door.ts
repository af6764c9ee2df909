import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Workspace } from '@atelier/core';
import { frontDoorRoutes, type WorkspaceStatus } from '@atelier/core/contract';
import type { Host } from '../host.ts';
import { bindSocket } from '../processes/bound-socket.ts';
import type { ServiceStatus } from '../processes/service.ts';
import { askOnce } from '../routes/ask-route.ts';
import type { AskedSocket } from '../routes/send-request.ts';
import { type SpaceName, spaceId } from '../spaces/space-name.ts';
import { type CertificateOfDoor, certificateOfDoor } from './certificate-of-door.ts';
import type { DoorCertificate } from './door-certificate.ts';
import { type Binding, type PreparedDoor, prepareDoor, urlOf } from './door-place.ts';
import { launchGateway, providerSocket } from './launch-gateway.ts';
import { makeOwnerToken, type OwnerToken } from './owner-token.ts';
import { type PlacedService, startAtPlace } from './placed-service.ts';
import { bindOtherPort } from './port-of-workspace.ts';
import { refuseToMove } from './refuse-to-move.ts';
import type { TcpSockets } from './tcp-sockets.ts';
import { wayToProvider } from './way-to-provider.ts';

/** The front door of a workspace: a process of its own, the only one that is reached over TCP. */
export interface SupervisedFrontDoor {
  status(): ServiceStatus;
  /** Where people and programs reach it, and what lets the owner's programs in. */
  address(): NonNullable<WorkspaceStatus['door']>;
  /** Do all that could refuse a workspace, before anything is changed. Throws as `prepareDoor`. */
  prepare(workspace: Workspace): PreparedDoor;
  /** Let it know a workspace, at its new place where that is another one; resolves when it holds. */
  admit(prepared: PreparedDoor): Promise<void>;
  /** Make the sockets of a space; resolves to the folder that the space is to see. */
  openSpaceDoors(space: SpaceName): Promise<string>;
  closeSpaceDoors(space: SpaceName): Promise<void>;
  /** Be at another port of loopback from now on. Problem `DoorPortTaken`, `DoorPlaceInFile`. */
  move(port: number): Promise<void>;
  /** Asked twice, it stops once. */
  stop(): Promise<void>;
}

interface Place {
  readonly host: Host;
  /** The supervisor's. */
  readonly database: DatabaseSync;
  tell(news: string): void;
}

/** Start the front door; resolves when it answers. Throws as `prepareDoor`. */
export async function startFrontDoor({ host, database, tell }: Place, first: Workspace): Promise<SupervisedFrontDoor> {
  const { state } = host;
  const at = { state, socket: state.frontDoorSocket };
  const binding = { database, python: host.python, tell };
  await using began = prepareDoor(first, binding, undefined);
  const [owners, token] = [bindSocket(state.frontDoorSocket), makeOwnerToken(join(state.run, 'token'))];
  const spaces = new Map<string, SpaceName>();
  let workspace = first;
  const certificate = certificateOfDoor((next) => show(at, next), tell);
  certificate.follow(began);
  const way = await wayToProvider(providerSocket(state), () => workspace.signIn.oidc?.issuer ?? null);
  const launch = (bound: TcpSockets) => {
    const shown = { bound, certificate: certificate.current() };
    return launchGateway(host, { workspace, ...shown, owners, token, spaces: [...spaces.values()], tell });
  };
  const close = async () => {
    certificate.close();
    token.remove();
    await Promise.all([owners.close(), way.close()]);
    rmSync(state.spaceDoors, { recursive: true, force: true });
  };
  began.keep();
  const service = await startAtPlace(began.place, { launch, tell }).catch(async (error) => {
    await close();
    throw error;
  });
  const take = (next: Workspace) => {
    workspace = next;
  };
  let stopping: Promise<void> | undefined;
  return {
    status: service.status,
    address: () => addressOf({ service, certificate, token, workspace }),
    ...placed({ at, binding, service, certificate }, take),
    ...doorsOfSpaces(at, spaces),
    stop: () => {
      stopping ??= service.stop().then(close);
      return stopping;
    },
  };
}

interface Standing {
  readonly service: PlacedService;
  readonly certificate: CertificateOfDoor;
}

/** Which workspace it is of, and where it is. */
function placed(
  { at, binding, service, certificate }: Standing & { readonly at: AskedSocket; readonly binding: Binding },
  take: (workspace: Workspace) => void,
): Pick<SupervisedFrontDoor, 'prepare' | 'admit' | 'move'> {
  return {
    prepare: (next) => prepareDoor(next, binding, service.place()),
    admit: async (prepared) => {
      const { workspace, place } = prepared;
      take(workspace);
      const shown = certificate.follow(prepared);
      if (!service.isAt(place)) {
        prepared.keep();
        return service.goTo(place);
      }
      await askOnce(at, frontDoorRoutes.admit, { params: {}, body: workspace });
      if (shown === 'another') await show(at, certificate.current());
    },
    move: async (port) => {
      const { door, bound } = service.place();
      refuseToMove(door);
      if (port !== bound.port) await service.goTo({ door: null, bound: bindOtherPort(binding, port) });
    },
  };
}

interface Addressed extends Standing {
  readonly token: OwnerToken;
  readonly workspace: Workspace;
}

function addressOf({ service, certificate, token, workspace }: Addressed): NonNullable<WorkspaceStatus['door']> {
  const { tokenFile, headerFile } = token;
  const { oidc } = workspace.signIn;
  const provider = oidc === null ? {} : { provider: oidc.issuer };
  return { url: urlOf(service.place()), tokenFile, headerFile, ...provider, ...certificate.status() };
}

async function show(at: AskedSocket, shown: DoorCertificate | undefined): Promise<void> {
  if (shown === undefined) return;
  const { certificate, key } = shown;
  await askOnce(at, frontDoorRoutes.renewCertificate, { params: {}, body: { certificate, key } });
}

/** Spaces that are open are kept in `spaces`, for a front door that is started again. */
function doorsOfSpaces(
  at: AskedSocket,
  spaces: Map<string, SpaceName>,
): Pick<SupervisedFrontDoor, 'openSpaceDoors' | 'closeSpaceDoors'> {
  return {
    openSpaceDoors: async ({ person, project }) => {
      const space = { person, project };
      spaces.set(spaceId(space), space);
      return (await askOnce(at, frontDoorRoutes.openSpaceDoors, { params: {}, body: space })).folder;
    },
    closeSpaceDoors: async ({ person, project }) => {
      const space = { person, project };
      spaces.delete(spaceId(space));
      await askOnce(at, frontDoorRoutes.closeSpaceDoors, { params: {}, body: space });
    },
  };
}
