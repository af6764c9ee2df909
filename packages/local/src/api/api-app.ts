import { apiRoutes } from '@atelier/core/contract';
import type { Hono } from 'hono';
import type { Entrance } from '../routes/entrance.ts';
import { servedRoutes } from '../routes/served-routes.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';

/** The longest SQL that a person writes is far below; what is longer is a file to be loaded. */
const mostBytes = 4 * 1024 * 1024;

/** App that answers what people ask a workspace for, over HTTP. */
export function apiApp(supervisor: Supervisor, entrance: Entrance): Hono {
  const served = servedRoutes({ ...entrance, workspace: supervisor.workspace, mostBytes });
  served.once(apiRoutes.status, ({ caller }) => supervisor.status(caller));
  served.inLines(apiRoutes.query, ({ caller, params, body }, signal) =>
    supervisor.query({ caller, ...params, ...body }, signal),
  );
  served.once(apiRoutes.loadTable, ({ caller, params: { keys, ...params }, body }) =>
    supervisor.loadTable({ caller, ...params, keys: keys === '-' ? [] : keys.split(','), file: body }),
  );
  served.inLines(apiRoutes.run, ({ caller, params }, signal) => supervisor.run({ caller, ...params }, signal));
  served.once(apiRoutes.openSpace, ({ caller, params }) => supervisor.openSpace({ caller, ...params }));
  served.once(apiRoutes.stopSpace, async ({ caller, params }) => {
    await supervisor.stopSpace({ caller, ...params });
    return {};
  });
  served.inLines(apiRoutes.runNotebook, ({ caller, params, body }, signal) =>
    supervisor.runNotebook({ caller, ...params, ...body }, signal),
  );
  served.once(apiRoutes.openSharedSpace, ({ caller, params }) =>
    supervisor.openSpace({ caller, person: null, ...params }),
  );
  served.once(apiRoutes.stopSharedSpace, async ({ caller, params }) => {
    await supervisor.stopSpace({ caller, person: null, ...params });
    return {};
  });
  return served.app;
}
