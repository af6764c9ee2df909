import { controlRoutes } from '@atelier/core/contract';
import type { Hono } from 'hono';
import type { Entrance } from '../routes/entrance.ts';
import { servedRoutes } from '../routes/served-routes.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';

/** A workspace of thousands of projects. */
const mostBytes = 16 * 1024 * 1024;

/** App that carries out what is done to a workspace as a whole, over HTTP. */
export function controlApp(supervisor: Supervisor, entrance: Entrance): Hono {
  const served = servedRoutes({ ...entrance, workspace: supervisor.workspace, mostBytes });
  served.once(controlRoutes.apply, async ({ body }) => {
    await supervisor.apply(body);
    return {};
  });
  served.once(controlRoutes.moveFrontDoor, async ({ body }) => {
    await supervisor.moveFrontDoor(body.port);
    return {};
  });
  served.once(controlRoutes.stop, () => {
    supervisor.stop();
    return {};
  });
  return served.app;
}
