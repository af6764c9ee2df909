import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { stateProblem } from '../state/state-problem.ts';

/** Serve an app on a unix socket that its owner alone may use; resolves to a function that stops it. */
export async function listenOnSocket(app: Hono, socket: string): Promise<() => Promise<void>> {
  // Only the holder of the workspace's lock comes here, so a socket file that exists is a dead supervisor's.
  try {
    rmSync(socket, { force: true });
  } catch (error) {
    throw stateProblem(error, socket);
  }
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  chmodSync(socket, 0o600);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
}
