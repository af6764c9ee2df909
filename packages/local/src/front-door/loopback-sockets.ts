import { Problem } from '@atelier/problem';
import { bindTcp, listenAtTcp, portOf, type TcpSockets } from './tcp-sockets.ts';

const addressInUse = -98;
const withoutSuchAddress = [-97, -99];
const tries = 10;

/**
 * Bind one port of both loopback addresses, any free one unless it is given; undefined when a port that is given is taken.
 *
 * Of both, because "localhost" may mean either: on the other one a stranger could wait at our port for what is meant for us.
 * Where the machine has no IPv6, of the one. This process keeps them, so that connections wait while one front door takes
 * over from another.
 *
 * @param python as for `listenAtTcp`
 */
export function bindLoopback(python: string, port?: number): TcpSockets | undefined {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const bound = bindBoth(python, port ?? 0);
    if (bound !== undefined || port !== undefined) return bound;
  }
  throw new Error('the system gives no port that is free on both loopback addresses');
}

function bindBoth(python: string, port: number): TcpSockets | undefined {
  const v4 = bindTcp('127.0.0.1', port, 4);
  if (v4 === addressInUse) return undefined;
  if (typeof v4 === 'number') throw refusedBySystem(port, v4);
  const bound = portOf(v4);
  const v6 = bindTcp('::1', bound, 6);
  if (typeof v6 !== 'number') return listenAtTcp(python, bound, [v4, v6]);
  // A machine without IPv6 has no second address for anybody.
  if (withoutSuchAddress.includes(v6)) return listenAtTcp(python, bound, [v4]);
  v4.close(() => undefined);
  if (v6 !== addressInUse) throw refusedBySystem(port, v6);
  return undefined;
}

function refusedBySystem(port: number, code: number): Problem {
  return new Problem({
    code: 'DoorPortRefused',
    message: `Port ${port} of loopback cannot be opened: the system refuses it (${code}).`,
    fix: 'Name a port from 1024 on, or none for any that is free.',
    whose: 'machine',
    state: 'No address was opened.',
  });
}
