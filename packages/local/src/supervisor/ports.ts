import { createServer } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';

/** Loopback ports that stay the same from one start of a workspace to the next. */
export interface Ports {
  /** The port of a service, remembered by name; another free one when it is taken by a stranger. */
  portFor(service: string): Promise<number>;
}

/** Keep ports in the workspace's state; `tell` hears when a port had to change. */
export function rememberedPorts(database: DatabaseSync, tell: (news: string) => void): Ports {
  return {
    portFor: async (service) => {
      const remembered = database.prepare('select port from ports where service = ?').get(service)?.port;
      if (typeof remembered === 'number' && (await isFree(remembered))) return remembered;
      const port = await freePort();
      database.prepare('insert or replace into ports (service, port) values (?, ?)').run(service, port);
      if (remembered !== undefined) {
        tell(`port ${remembered} of ${service} is taken by another program; it is at ${port} from now on`);
      }
      return port;
    },
  };
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('the system gives no free port');
  return port;
}

/** Take a loopback port and let go of it; undefined when it is in use. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ host: '127.0.0.1', port }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
