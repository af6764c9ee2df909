import { spawnSync } from 'node:child_process';
import net from 'node:net';
import { Problem } from '@atelier/problem';

/** One port of this machine's loopback, listened at and not accepted from: a child process is handed the sockets. */
export interface LoopbackSockets {
  readonly port: number;
  /** Of IPv4, and of IPv6 where the machine has it. */
  readonly sockets: readonly { readonly handle: object }[];
  close(): Promise<void>;
}

interface Handle {
  readonly fd: number;
  close(done: () => void): void;
  /** Also where an address is said to be in use, as the system said when it was bound. */
  getsockname(out: { port?: number }): number;
}

/** Node's own way to a socket that is bound and not accepted from; its cluster module hands sockets on by it. */
const { _createServerHandle: bind } = net as unknown as {
  _createServerHandle(address: string, port: number, addressType: 4 | 6): Handle | number;
};

const addressInUse = -98;
const withoutSuchAddress = [-97, -99];
const tries = 10;

/** Listens at the sockets that it is handed, and ends; the queue of connections is the system's, and stays. */
const listenProgram = `import socket, sys
for descriptor in sys.argv[1:]: socket.socket(fileno=int(descriptor)).listen(511)`;

/**
 * Bind one port of both loopback addresses, any free one unless it is given; undefined when a port that is given is taken.
 *
 * Of both, because "localhost" may mean either: on the other one a stranger could wait at our port for what is meant for us.
 * This process keeps them, so that connections wait while one front door takes over from another. They are listened at from
 * the start: until somebody does, the system lets others bind the same port. Node would accept what comes, so that another
 * program asks the system for it.
 *
 * @param python that program
 */
export function bindLoopback(python: string, port?: number): LoopbackSockets | undefined {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const bound = bindBoth(python, port ?? 0);
    if (bound !== undefined || port !== undefined) return bound;
  }
  throw new Error('the system gives no port that is free on both loopback addresses');
}

function bindBoth(python: string, port: number): LoopbackSockets | undefined {
  const v4 = bindOne('127.0.0.1', port, 4);
  if (v4 === addressInUse) return undefined;
  if (typeof v4 === 'number') throw refusedBySystem(port, v4);
  const bound = portOf(v4);
  const v6 = bindOne('::1', bound, 6);
  // A machine without IPv6 has no second address for anybody.
  const handles = typeof v6 !== 'number' ? [v4, v6] : withoutSuchAddress.includes(v6) ? [v4] : [];
  if (handles.length > 0 && areListening(python, handles)) return socketsOf(bound, handles);
  for (const handle of [v4, ...handles.slice(1)]) handle.close(() => undefined);
  if (typeof v6 === 'number' && v6 !== addressInUse) throw refusedBySystem(port, v6);
  return undefined;
}

function bindOne(address: string, port: number, family: 4 | 6): Handle | number {
  const handle = bind(address, port, family);
  if (typeof handle === 'number') return handle;
  const refused = handle.getsockname({});
  if (refused === 0) return handle;
  handle.close(() => undefined);
  return refused;
}

function portOf(handle: Handle): number {
  const name: { port?: number } = {};
  handle.getsockname(name);
  return name.port ?? 0;
}

/** False when somebody else has come to listen there meanwhile. */
function areListening(python: string, handles: readonly Handle[]): boolean {
  const descriptors = handles.map((_, index) => String(index + 3));
  const stdio = ['ignore', 'ignore', 'ignore', ...handles.map(({ fd }) => fd)] as const;
  return spawnSync(python, ['-I', '-S', '-c', listenProgram, ...descriptors], { stdio: [...stdio] }).status === 0;
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
