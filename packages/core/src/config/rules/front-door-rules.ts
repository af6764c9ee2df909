import ipaddr from 'ipaddr.js';
import type { WorkspaceRule } from './rule.ts';

/** Invitations and passwords are for one machine: elsewhere a provider knows who guesses. */
const providerIsThere: WorkspaceRule = {
  reads: ['frontDoor', 'signIn.oidc'],
  *check({ file: { frontDoor, signIn } }) {
    if (frontDoor === undefined || signIn.oidc !== undefined) return;
    yield {
      path: ['frontDoor'],
      on: 'key',
      code: 'DoorNeedsProvider',
      message: `${frontDoor.name} is for others than this machine, and signIn.oidc names no identity provider; accepted is a front door with one, or on loopback.`,
      fix: 'Add `signIn: { oidc: { issuer, clientId } }`, or remove frontDoor.',
    };
  },
};

/** Whoever is on the way to a provider without TLS says who somebody is. */
const issuerIsSecure: WorkspaceRule = {
  reads: ['frontDoor', 'signIn.oidc'],
  *check({ file: { frontDoor, signIn } }) {
    const issuer = signIn.oidc?.issuer;
    if (frontDoor === undefined || issuer === undefined || issuer.startsWith('https://')) return;
    yield {
      path: ['signIn', 'oidc', 'issuer'],
      code: 'PlainIssuer',
      message: `"${issuer}" is asked without TLS; accepted with frontDoor is an https address.`,
      fix: 'Write an issuer that begins with https://, or remove frontDoor.',
    };
  },
};

/** Every address at once would open those that nobody thinks of: bridges of containers, VPNs, loopback. */
const addressIsOne: WorkspaceRule = {
  reads: ['frontDoor'],
  *check({ file: { frontDoor } }) {
    if (frontDoor === undefined) return;
    const why = faultOf(frontDoor.address);
    if (why === undefined) return;
    yield {
      path: ['frontDoor', 'address'],
      code: 'BadAddress',
      message: `"${frontDoor.address}" ${why}; accepted is one IPv4 or IPv6 address of this machine.`,
      fix: 'Write the address to which the name leads, such as 10.0.0.5.',
    };
  },
};

const faults: Readonly<Record<string, string>> = {
  unspecified: 'means every address of this machine, also those that nobody thinks of',
  multicast: 'is of many machines',
  broadcast: 'is of many machines',
  ipv4Mapped: 'is an IPv4 address in the form of IPv6',
  linkLocal: 'means another place on each network',
};

function faultOf(address: string): string | undefined {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  return isAddress ? faults[ipaddr.parse(address).range()] : 'is no address';
}

/** The front door at another address than loopback. */
export const frontDoorRules = [providerIsThere, issuerIsSecure, addressIsOne];
