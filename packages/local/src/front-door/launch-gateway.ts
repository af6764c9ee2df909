import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import type { BoundSocket } from '../processes/bound-socket.ts';
import type { Child } from '../processes/child.ts';
import { startServer } from '../processes/start-server.ts';
import type { SpaceName } from '../spaces/space-name.ts';
import { type StateFolder, socketPath } from '../state-folder.ts';
import { clientSecret } from './client-secret.ts';
import type { DoorCertificate } from './door-certificate.ts';
import type { OwnerToken } from './owner-token.ts';
import type { TcpSockets } from './tcp-sockets.ts';

const startWithinSeconds = 60;
/** Sessions, tokens and connections of hundreds of people. */
const memoryMiB = 1024;
const heapMiB = 384;

/** What a process of the front door is started with. */
export interface Launched {
  readonly workspace: Workspace;
  readonly bound: TcpSockets;
  /** Undefined on loopback. */
  readonly certificate: DoorCertificate | undefined;
  readonly owners: BoundSocket;
  readonly token: OwnerToken;
  /** Spaces that are open already. */
  readonly spaces: readonly SpaceName[];
  tell(news: string): void;
}

/** Start a process of the front door; resolves when it answers. The key of the certificate goes by its standard input. */
export function launchGateway(host: Host, launched: Launched): Promise<Child> {
  const { workspace, bound, certificate, owners, token, spaces, tell } = launched;
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
      port: bound.port,
      tcpSockets: bound.sockets.length,
      tls: certificate && { certificate: certificate.certificate, key: certificate.key },
      folder: state.gateway,
      auditFolder: state.audit,
      receiptsFolder: state.receipts,
      behind: state.innerSockets,
      spaceDoors: state.spaceDoors,
      spaces,
      provider: providerSocket(state),
      providerAuthorities: getCACertificates('extra'),
      oidcSecret: secretOf(workspace, tell),
      ownerTokenDigest: token.digest,
    },
    log,
    sockets: [owners, ...bound.sockets],
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

/** Socket by which the front door reaches a provider elsewhere. */
export function providerSocket({ innerSockets }: StateFolder): string {
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
