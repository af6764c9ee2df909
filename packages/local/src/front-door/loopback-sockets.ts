import net from 'node:net';
import { Problem } from '@atelier/problem';

/** One port of this machine's loopback, bound and not accepted from: a child process is handed the sockets. */
export interface LoopbackSockets {
  readonly port: number;
  /** Of IPv4, and of IPv6 where the machine has it. */
  readonly sockets: readonly { readonly handle: object }[];
  close(): Promise<void>;
}

interface Handle {
  close(done: () => void): void;
  getsockname(out: { port?: number }): number;
}

/** Node's own way to a socket that is bound and not accepted from; its cluster module hands sockets on by it. */
const { _createServerHandle: bind } = net as unknown as {
  _createServerHandle(address: string, port: number, addressType: 4 | 6): Handle | number;
};

const addressInUse = -98;
const withoutSuchAddress = [-97, -99];
const tries = 10;

/**
 * Bind one port of both loopback addresses, any free one unless it is given; undefined when a port that is given is taken.
 *
 * Of both, because "localhost" may mean either: on the other one a stranger could wait at our port for what is meant for us.
 * This process keeps them, so that connections wait while one front door takes over from another.
 */
export function bindLoopback(port: number | undefined): LoopbackSockets | undefined {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const bound = bindBoth(port ?? 0);
    if (bound !== undefined || port !== undefined) return bound;
  }
  throw new Error('the system gives no port that is free on both loopback addresses');
}

function bindBoth(port: number): LoopbackSockets | undefined {
  const v4 = bind('127.0.0.1', port, 4);
  if (v4 === addressInUse) return undefined;
  if (typeof v4 === 'number') throw refusedBySystem(port, v4);
  const name: { port?: number } = {};
  v4.getsockname(name);
  const bound = name.port ?? port;
  const v6 = bind('::1', bound, 6);
  if (typeof v6 !== 'number') return socketsOf(bound, [v4, v6]);
  // A machine without IPv6 has no second address for anybody.
  if (withoutSuchAddress.includes(v6)) return socketsOf(bound, [v4]);
  v4.close(() => undefined);
  if (v6 === addressInUse) return undefined;
  throw refusedBySystem(port, v6);
}

function socketsOf(port: number, handles: readonly Handle[]): LoopbackSockets {
  return {
    port,
    sockets: handles.map((handle) => ({ handle })),
    close: async () => {
      await Promise.all(handles.map((handle) => new Promise<void>((resolve) => handle.close(resolve))));
    },
  };
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
