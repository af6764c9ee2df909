import type { Workspace } from '@atelier/core';
import type { SpaceName } from '@atelier/local/state';
import type { TlsCertificate } from './walls/shown-certificate.ts';

/** What the supervisor writes to the standard input of the front door's process. */
export interface GatewayTask {
  readonly workspace: Workspace;
  /** Port that the sockets handed down are bound to. */
  readonly port: number;
  /** How many sockets of TCP follow that of the owner: of loopback IPv4, and IPv6 where the machine has it; else one. */
  readonly tcpSockets: number;
  /** Of a workspace whose front door is at an address for others; left out: it is on loopback. */
  readonly tls?: TlsCertificate;
  /** Folder of its own state. */
  readonly folder: string;
  readonly auditFolder: string;
  /** Folder of what has crossed the sockets of spaces. */
  readonly receiptsFolder: string;
  /** Folder of the sockets that it may reach. */
  readonly behind: string;
  /** Folder in which it makes the sockets of spaces. */
  readonly spaceDoors: string;
  /** Spaces that were open already. */
  readonly spaces: readonly SpaceName[];
  /** Socket by which a provider elsewhere is reached. */
  readonly provider: string;
  /** Certificates, as PEM, that are trusted there beside those that everybody trusts. */
  readonly providerAuthorities?: readonly string[];
  /** Of the client at the provider that the file names; left out: it has none. */
  readonly oidcSecret?: string;
  /** SHA-256 of the owner's token, in hexadecimal. */
  readonly ownerTokenDigest: string;
}
