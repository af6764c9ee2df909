import { spawnSync } from 'node:child_process';
import net from 'node:net';

/** One port of one or more addresses, listened at and not accepted from: a child process is handed the sockets. */
export interface TcpSockets {
  readonly port: number;
  readonly sockets: readonly { readonly handle: object }[];
  close(): Promise<void>;
}

/** A socket of TCP that is bound. */
export interface TcpHandle {
  readonly fd: number;
  close(done: () => void): void;
  /** Also where an address is said to be in use, as the system said when it was bound. */
  getsockname(out: { port?: number }): number;
}

/** Node's own way to a socket that is bound and not accepted from; its cluster module hands sockets on by it. */
const { _createServerHandle: bind } = net as unknown as {
  _createServerHandle(address: string, port: number, addressType: 4 | 6): TcpHandle | number;
};

/** Listens at the sockets that it is handed, and ends; the queue of connections is the system's, and stays. */
const listenProgram = `import socket, sys
for descriptor in sys.argv[1:]: socket.socket(fileno=int(descriptor)).listen(511)`;

/** Bind a port of an address; a number is the system's reason why not. */
export function bindTcp(address: string, port: number, family: 4 | 6): TcpHandle | number {
  const handle = bind(address, port, family);
  if (typeof handle === 'number') return handle;
  const refused = handle.getsockname({});
  if (refused === 0) return handle;
  handle.close(() => undefined);
  return refused;
}

/** The port that a socket is bound to. */
export function portOf(handle: TcpHandle): number {
  const name: { port?: number } = {};
  handle.getsockname(name);
  return name.port ?? 0;
}

/**
 * Listen at sockets; undefined when somebody else has come to listen there meanwhile, and then they are closed.
 *
 * Until somebody listens, the system lets others bind the same port. Node would accept what comes, so that another program
 * asks the system for it.
 *
 * @param python that program
 */
export function listenAtTcp(python: string, port: number, handles: readonly TcpHandle[]): TcpSockets | undefined {
  const descriptors = handles.map((_, index) => String(index + 3));
  const stdio = ['ignore', 'ignore', 'ignore', ...handles.map(({ fd }) => fd)] as const;
  const { status } = spawnSync(python, ['-I', '-S', '-c', listenProgram, ...descriptors], { stdio: [...stdio] });
  if (status === 0) return socketsOf(port, handles);
  for (const handle of handles) handle.close(() => undefined);
  return undefined;
}

function socketsOf(port: number, handles: readonly TcpHandle[]): TcpSockets {
  return {
    port,
    sockets: handles.map((handle) => ({ handle })),
    close: async () => {
      await Promise.all(handles.map((handle) => new Promise<void>((resolve) => handle.close(resolve))));
    },
  };
}
