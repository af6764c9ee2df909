import { randomUUID } from 'node:crypto';
import { apiRoutes, pathOf, type WorkspaceStatus } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import type { DoorHere } from './door-here.ts';

const askedStatus = `${apiRoutes.status.method} ${apiRoutes.status.path}`;

/** Who is of the workspace gets an answer. */
export const see: DoorHere = {
  call: () => askedStatus,
  ask: async ({ status }) => {
    await status();
    return 'open';
  },
};

/** What the status shows of a project; `none` says why nobody could see it yet. */
export function shown(projectsIn: (status: WorkspaceStatus) => readonly string[], none: string): DoorHere {
  return {
    call: () => askedStatus,
    ask: async ({ status, owners }, project) => {
      const seen = projectsIn(await status());
      if (seen.includes(project)) return 'open';
      return projectsIn(owners).includes(project)
        ? { refused: 'The status that is answered does not show it.' }
        : { unknown: none };
    },
  };
}

/** A question to the warehouse that needs no table. */
export const query: DoorHere = {
  call: askedSql,
  ask: async ({ api }, project, signal) => {
    let rows = 0;
    for await (const answer of api.query(project, 'select 1 as one', signal))
      if ('rows' in answer) rows += answer.rows.length;
    return rows > 0 ? 'open' : { unknown: 'The warehouse answered without a row.' };
  },
};

/** A table is made and filled in a transaction that is undone. */
export const load: DoorHere = {
  call: askedSql,
  ask: async ({ api }, project, signal) => {
    const table = `atelier_journey_${randomUUID().replaceAll('-', '')}`;
    const sql = `begin; create table ${table} (one integer); insert into ${table} values (1); rollback`;
    for await (const _ of api.query(project, sql, signal));
    return 'open';
  },
};

/** A run is asked for by a name that no flow has: who may run one is told so, and nothing is started. */
export const runFlow: DoorHere = {
  call: (project) => `${apiRoutes.run.method} ${pathOf(apiRoutes.run, { project, flow: 'NAME' })}`,
  ask: async ({ api, workspace }, project, signal) => {
    try {
      for await (const _ of api.run(project, `no-flow-${randomUUID()}`, signal));
    } catch (error) {
      const isThere = error instanceof Problem && ['UnknownFlow', 'NoWarehouse'].includes(error.code);
      if (!isThere) throw error;
    }
    const flows = workspace.projects.find(({ name }) => name === project)?.flows ?? [];
    return flows.length > 0 ? 'open' : { unknown: 'The project has no flow.' };
  },
};

function askedSql(project: string): string {
  return `${apiRoutes.query.method} ${pathOf(apiRoutes.query, { project })}`;
}
