import type { Caller } from '@atelier/core';
import { controlRoutes } from '@atelier/core/contract';
import type { Hono } from 'hono';
import { servedRoutes } from '../routes/served-routes.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';

/** A workspace of thousands of projects. */
const mostBytes = 16 * 1024 * 1024;

/** App that carries out what is done to a workspace as a whole, over HTTP; `callerOf` says who a request is from. */
export function controlApp(supervisor: Supervisor, callerOf: (request: Request) => Caller): Hono {
  const served = servedRoutes({ callerOf, workspace: supervisor.workspace, mostBytes });
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
