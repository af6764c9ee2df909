import type { DatabaseSync } from 'node:sqlite';
import type { OutsideDoor, Workspace } from '@atelier/core';
import { outsideUrl } from '@atelier/core';
import { bindAddress } from './address-socket.ts';
import { type DoorCertificate, doorCertificate } from './door-certificate.ts';
import { bindPortOf } from './port-of-workspace.ts';
import type { TcpSockets } from './tcp-sockets.ts';

/** Where a front door is: on loopback, or at the address that a workspace names. */
export interface DoorPlace {
  readonly door: OutsideDoor | null;
  readonly bound: TcpSockets;
}

/** What binds it, and who hears of another port than before. */
export interface Binding {
  /** The supervisor's. */
  readonly database: DatabaseSync;
  readonly python: string;
  tell(news: string): void;
}

/** A workspace that is to be admitted, with all that could refuse it done. */
export interface PreparedDoor extends AsyncDisposable {
  readonly workspace: Workspace;
  readonly certificate: DoorCertificate | undefined;
  readonly place: DoorPlace;
  /** The place is another one than before, and is not to be closed any more. */
  keep(): void;
}

/**
 * Read the certificate that a workspace names and take its address, unless the front door has it already; nothing else is
 * changed yet. What is not kept is given back at the end.
 *
 * @throws Problem CertificateUnusable, DoorKeyUnusable, DoorAddressRefused
 */
export function prepareDoor(workspace: Workspace, binding: Binding, before: DoorPlace | undefined): PreparedDoor {
  const { frontDoor: door } = workspace;
  const certificate = door === null ? undefined : doorCertificate(door);
  const isBound = before !== undefined && isSameAddress(before.door, door);
  const bound = isBound ? before.bound : bind(door, binding);
  let isOurs = !isBound;
  return {
    workspace,
    certificate,
    place: { door, bound },
    keep: () => {
      isOurs = false;
    },
    [Symbol.asyncDispose]: async () => {
      if (isOurs) await bound.close();
    },
  };
}

function bind(door: OutsideDoor | null, { database, python, tell }: Binding): TcpSockets {
  return door === null ? bindPortOf({ database, python }, tell) : bindAddress(python, door);
}

function isSameAddress(one: OutsideDoor | null, other: OutsideDoor | null): boolean {
  return one?.address === other?.address && one?.port === other?.port;
}

/** The address of the portal at a place. */
export function urlOf({ door, bound }: DoorPlace): string {
  return door === null ? `http://localhost:${bound.port}` : outsideUrl(door);
}
