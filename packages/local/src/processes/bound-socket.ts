import { chmodSync, rmSync } from 'node:fs';
import net from 'node:net';

/** A unix socket that the supervisor has made and that its child processes listen on, one after the other. */
export interface BoundSocket {
  readonly path: string;
  /** For `spawn`, which hands it to a child. */
  readonly handle: object;
  /** Remove it; connections that nobody has accepted are refused. */
  close(): Promise<void>;
}

interface Handle {
  close(done: () => void): void;
}

/** Node's own way to a socket that is bound and not accepted from; its cluster module hands sockets on by it. */
const { _createServerHandle: bind } = net as unknown as {
  _createServerHandle(path: string, port: -1, addressType: -1): Handle | number;
};

/**
 * Make a unix socket that its owner alone may use.
 *
 * The kernel keeps connections for whoever listens next as long as this process holds it, so that a request meets no
 * closed door while one server takes over from another.
 */
export function bindSocket(path: string): BoundSocket {
  // Only the holder of the workspace's lock comes here, so a socket file that exists is a dead supervisor's.
  rmSync(path, { force: true });
  const handle = bind(path, -1, -1);
  if (typeof handle === 'number') throw new Error(`no socket can be made at ${path} (${handle})`);
  chmodSync(path, 0o600);
  return { path, handle, close: () => new Promise((resolve) => handle.close(resolve)) };
}
