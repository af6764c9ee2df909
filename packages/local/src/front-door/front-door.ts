import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Workspace } from '@atelier/core';
import { frontDoorRoutes } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import { type BoundSocket, bindSocket } from '../processes/bound-socket.ts';
import type { Child } from '../processes/child.ts';
import { type ServiceStatus, type SupervisedService, startService } from '../processes/service.ts';
import { startServer } from '../processes/start-server.ts';
import { askOnce } from '../routes/ask-route.ts';
import type { AskedSocket } from '../routes/send-request.ts';
import { type SpaceName, spaceId } from '../spaces/space-name.ts';
import { type StateFolder, socketPath } from '../state-folder.ts';
import { clientSecret } from './client-secret.ts';
import type { LoopbackSockets } from './loopback-sockets.ts';
import { makeOwnerToken, type OwnerToken } from './owner-token.ts';
import { bindOtherPort, bindPortOf } from './port-of-workspace.ts';
import { wayToProvider } from './way-to-provider.ts';

/** The front door of a workspace: a process of its own, the only one that is reached over TCP. */
export interface SupervisedFrontDoor {
  status(): ServiceStatus;
  /** Where people and programs reach it, and what lets the owner's programs in. */
  address(): { readonly url: string; readonly tokenFile: string; readonly headerFile: string };
  /** Let it know a workspace; resolves when it holds. */
  admit(workspace: Workspace): Promise<void>;
  /** Make the sockets of a space; resolves to the folder that the space is to see. */
  openSpaceDoors(space: SpaceName): Promise<string>;
  closeSpaceDoors(space: SpaceName): Promise<void>;
  /** Be at another port from now on. Problem `DoorPortTaken`. */
  move(port: number): Promise<void>;
  /** Asked twice, it stops once. */
  stop(): Promise<void>;
}

const frontDoorName = 'front door';

const startWithinSeconds = 60;
/** A little longer than it gives requests that are being answered. */
const graceSeconds = 12;
/** Sessions, tokens and connections of hundreds of people. */
const memoryMiB = 1024;
const heapMiB = 384;

interface Place {
  readonly host: Host;
  /** The supervisor's. */
  readonly database: DatabaseSync;
  tell(news: string): void;
}

/** Start the front door; resolves when it answers. */
export async function startFrontDoor({ host, database, tell }: Place, first: Workspace): Promise<SupervisedFrontDoor> {
  const { state } = host;
  const owners = bindSocket(state.frontDoorSocket);
  const token = makeOwnerToken(join(state.run, 'token'));
  const spaces = new Map<string, SpaceName>();
  let workspace = first;
  const place = { database, python: host.python };
  let loopback = bindPortOf(place, tell);
  const launch = () => launchGateway(host, { workspace, loopback, owners, token, spaces: [...spaces.values()], tell });
  const way = await wayToProvider(providerSocket(state), () => workspace.signIn.oidc?.issuer ?? null);
  const begin = () => startService({ name: frontDoorName, tell, graceSeconds, launch });
  let service: SupervisedService;
  let stopping: Promise<void> | undefined;
  const close = async () => {
    token.remove();
    await Promise.all([owners.close(), loopback.close(), way.close()]);
    rmSync(state.spaceDoors, { recursive: true, force: true });
  };
  try {
    service = await begin();
  } catch (error) {
    await close();
    throw error;
  }
  const at = { state, socket: state.frontDoorSocket };
  return {
    status: () => service.status(),
    address: () => ({ url: `http://localhost:${loopback.port}`, ...filesOf(token) }),
    admit: async (next) => {
      workspace = next;
      await askOnce(at, frontDoorRoutes.admit, { params: {}, body: next });
    },
    ...doorsOfSpaces(at, spaces),
    move: async (port) => {
      if (port === loopback.port) return;
      const [before, next] = [loopback, bindOtherPort(place, port)];
      loopback = next;
      await service.stop();
      service = await begin();
      await before.close();
    },
    stop: () => {
      stopping ??= service.stop().then(close);
      return stopping;
    },
  };
}

function filesOf({ tokenFile, headerFile }: OwnerToken) {
  return { tokenFile, headerFile };
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

interface Launched {
  readonly workspace: Workspace;
  readonly loopback: LoopbackSockets;
  readonly owners: BoundSocket;
  readonly token: OwnerToken;
  readonly spaces: readonly SpaceName[];
  tell(news: string): void;
}

function providerSocket({ innerSockets }: StateFolder): string {
  return socketPath({ sockets: innerSockets }, 'provider');
}

/** A secret that cannot be read keeps people out who would sign in with it, and nobody else. */
function secretOf({ signIn }: Workspace, tell: (news: string) => void): string | undefined {
  const file = signIn.oidc?.secretFile ?? null;
  try {
    return file === null ? undefined : clientSecret(file);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function launchGateway(host: Host, launched: Launched): Promise<Child> {
  const { workspace, loopback, owners, token, spaces, tell } = launched;
  const { state } = host;
  const log = join(state.logs, 'front-door.log');
  return startServer(host, {
    command: [host.node, `--max-old-space-size=${heapMiB}`, host.gateway],
    sandbox: {
      name: 'front-door',
      readOnly: [state.innerSockets],
      readWrite: [state.gateway, state.frontDoorAudit, state.frontDoorReceipts, state.spaceDoors],
      reach: 'sockets',
      processes: 'one',
      memoryMiB,
    },
    input: {
      workspace,
      port: loopback.port,
      loopbackSockets: loopback.sockets.length,
      folder: state.gateway,
      auditFolder: state.audit,
      receiptsFolder: state.receipts,
      behind: state.innerSockets,
      spaceDoors: state.spaceDoors,
      spaces,
      provider: providerSocket(state),
      oidcSecret: secretOf(workspace, tell),
      ownerTokenDigest: token.digest,
    },
    log,
    sockets: [owners, ...loopback.sockets],
    startWithinSeconds,
    notStarted: (reason) =>
      new Problem({
        code: 'FrontDoorDidNotStart',
        message: `The front door cannot be opened: ${reason}.`,
        fix: `Read ${log}.`,
        whose: 'machine',
        state: 'Nothing is lost; the workspace is down.',
      }),
  });
}
