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
  const v4 = bindOne('127.0.0.1', port);
  if (v4 === 'taken') return undefined;
  if (v4 === 'no such address') throw refusedBySystem(port);
  const v6 = bindOne('::1', v4.port);
  if (v6 === 'taken') {
    v4.handle.close(() => undefined);
    return undefined;
  }
  // A machine without IPv6 has no second address for anybody.
  return socketsOf(v4.port, v6 === 'no such address' ? [v4.handle] : [v4.handle, v6.handle]);
}

function bindOne(address: string, port: number) {
  const handle = bind(address, port, address.includes(':') ? 6 : 4);
  if (handle === addressInUse) return 'taken';
  if (typeof handle === 'number') {
    if (withoutSuchAddress.includes(handle)) return 'no such address';
    throw refusedBySystem(port, handle);
  }
  const name: { port?: number } = {};
  handle.getsockname(name);
  const { port: bound = 0 } = name;
  // That a port is taken Node's own library keeps to itself until somebody listens.
  if (bound !== 0) return { handle, port: bound };
  handle.close(() => undefined);
  return 'taken';
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

function refusedBySystem(port: number, code = 0): Problem {
  return new Problem({
    code: 'DoorPortRefused',
    message: `Port ${port} of loopback cannot be opened: the system refuses it (${code}).`,
    fix: 'Name a port from 1024 on, or none for any that is free.',
    whose: 'machine',
    state: 'No address was opened.',
  });
}
