import { isIPv6 } from 'node:net';
import type { OutsideDoor } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { bindTcp, listenAtTcp, type TcpSockets } from './tcp-sockets.ts';

const addressInUse = -98;

/**
 * Bind the one address and port that a workspace names for others than this machine, and listen there.
 *
 * @param python as for `listenAtTcp`
 * @throws Problem DoorAddressRefused
 */
export function bindAddress(python: string, { address, port }: OutsideDoor): TcpSockets {
  const handle = bindTcp(address, port, isIPv6(address) ? 6 : 4);
  if (typeof handle === 'number') throw refused(address, port, handle);
  const bound = listenAtTcp(python, port, [handle]);
  if (bound === undefined) throw refused(address, port, addressInUse);
  return bound;
}

const reasons: Readonly<Record<number, readonly [why: string, fix: string]>> = {
  [-13]: [
    'the system lets no account without the right to it have a port that low',
    'Write a port from 1024 on, or have the system allow this one (net.ipv4.ip_unprivileged_port_start).',
  ],
  [addressInUse]: ['another program listens there', 'End that program, or write another port.'],
  [-99]: ['this machine has no such address', 'Write an address that "ip address" lists, as frontDoor.address.'],
};

function refused(address: string, port: number, code: number): Problem {
  const [why, fix] = reasons[code] ?? [`the system refuses it (${code})`, 'Write another address or port.'];
  return new Problem({
    code: 'DoorAddressRefused',
    message: `The front door cannot listen at port ${port} of ${address}, which frontDoor names: ${why}.`,
    fix,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
