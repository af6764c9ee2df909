import type { AuditEntry } from '@atelier/audit';
import { type Action, type Role, roles, rowOf, type Workspace } from '@atelier/core';
import { apiRoutes, controlRoutes, pathOf } from '@atelier/core/contract';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiApp } from '../../src/api/api-app.ts';
import { controlApp } from '../../src/control/control-app.ts';
import { crowdedExample, entranceFor, owner, person, personIn, type Supervised, supervised } from '../supervised.ts';

const routes = { ...apiRoutes, ...controlRoutes };
type RouteName = keyof typeof routes;

const project = 'sales-forecasting';
const crowded = await crowdedExample();
const workspace: Workspace = { ...crowded, studio: { ...crowded.studio, spaces: 'shared' } };

/** One good request to each route; a route without one does not compile. */
const requests: Readonly<
  Record<
    RouteName,
    { readonly params: Readonly<Record<string, string>>; readonly body?: unknown; readonly type?: string }
  >
> = {
  status: { params: {} },
  query: { params: { project }, body: { sql: 'select 1 as one' } },
  loadTable: {
    params: { project, table: 'stock', how: 'replace', keys: '-' },
    type: 'application/vnd.apache.parquet',
    body: 'no parquet',
  },
  run: { params: { project, flow: 'sales-forecasting' }, body: {} },
  apply: { params: {}, body: workspace },
  moveFrontDoor: {
    params: {},
    // Where it is: any other may be somebody else's on the machine of the test.
    get body() {
      return { port: Number(new URL(up.supervisor.status(owner).door?.url ?? '').port) };
    },
  },
  openSpace: {
    get params() {
      return ownSpace();
    },
    body: {},
  },
  stopSpace: {
    get params() {
      return ownSpace();
    },
    body: {},
  },
  runNotebook: {
    get params() {
      return ownSpace();
    },
    body: { notebook: '{}', name: 'n.ipynb', parameters: {}, timeoutSeconds: 60 },
  },
  openSharedSpace: { params: { project }, body: {} },
  stopSharedSpace: { params: { project }, body: {} },
  stop: { params: {}, body: {} },
};

/** A space in the project of whoever asks. */
function ownSpace() {
  return { person: caller.kind === 'person' ? caller.person : personIn('data-scientist', project), project };
}

const makers: readonly Role[] = ['lead-data-scientist', 'data-scientist', 'data-engineer'];
/** Who gets through, written down once more by hand: in the project, and anywhere. */
const expected: Readonly<Record<RouteName, { readonly inside: readonly Role[]; readonly outside: readonly Role[] }>> = {
  status: { inside: roles, outside: roles },
  query: { inside: roles, outside: [] },
  loadTable: { inside: ['lead-data-scientist', 'data-engineer'], outside: [] },
  run: { inside: makers, outside: [] },
  apply: { inside: [], outside: [] },
  moveFrontDoor: { inside: [], outside: [] },
  openSpace: { inside: roles, outside: [] },
  stopSpace: { inside: roles, outside: roles },
  runNotebook: { inside: roles, outside: [] },
  openSharedSpace: { inside: roles, outside: [] },
  stopSharedSpace: { inside: roles, outside: ['admin'] },
  stop: { inside: [], outside: [] },
};

let up: Supervised;
let caller = owner;
let apps: readonly Hono[];
const recorded: AuditEntry[] = [];

beforeAll(async () => {
  up = await supervised(workspace);
  // No space is begun: who may begin one is asked before.
  Object.assign(up.host, { walls: { ...up.host.walls, missing: [{ wall: 'network', reason: 'the test says so' }] } });
  const entrance = entranceFor(() => caller, recorded);
  apps = [apiApp(up.supervisor, entrance), controlApp(up.supervisor, entrance)];
});

afterAll(() => up[Symbol.asyncDispose]());

/** The routes that an app has, by the names that the contract gives them. */
function registeredIn(app: Hono): readonly string[] {
  return app.routes.map(({ method, path }) => {
    const found = Object.entries(routes).find(([, route]) => route.method === method && route.path === path);
    return found?.[0] ?? `not in the contract: ${method} ${path}`;
  });
}

async function ask(name: RouteName): Promise<number> {
  const app = apps.find((one) => registeredIn(one).includes(name));
  if (app === undefined) throw new Error(`nobody serves ${name}`);
  const { params, body, type = 'application/json' } = requests[name];
  const headers = { 'content-type': type };
  const { method } = routes[name];
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
  const response = await app.request(pathOf(routes[name], params), init);
  await response.body?.cancel();
  return response.status;
}

test('each app serves the routes of its own contract, each once, and nothing else', () => {
  const contracts = [apiRoutes, controlRoutes].map((contract) => Object.keys(contract).toSorted());
  expect(apps.map((app) => registeredIn(app).toSorted())).toEqual(contracts);
});

function tableAllows(name: RouteName, role: Role, where: 'inside' | 'outside'): boolean {
  // No line of the table speaks of what is the owner's alone.
  if (name in controlRoutes) return false;
  const row = rowOf(routes[name].action as Action);
  if (!row.roles.includes(role)) return false;
  if (row.everywhere.includes(role) && name === 'stopSharedSpace') return true;
  // One's own space is one's own wherever one is a member; to begin one takes being a member.
  if (row.scope === 'space') return name === 'stopSpace' || where === 'inside';
  return row.scope === 'workspace' || where === 'inside';
}

const names = Object.keys(routes) as readonly RouteName[];
const places = [project, 'elsewhere', 'none'];
const everybody = names.flatMap((name) => roles.flatMap((role) => places.map((place) => [name, role, place] as const)));

describe('a person', () => {
  test.each(everybody)('asking for %s as %s of %s is answered as the access table says', async (name, role, place) => {
    caller = person(personIn(role, place));
    const isIn = place === project;
    const byTable = tableAllows(name, role, isIn ? 'inside' : 'outside');
    expect(byTable).toBe(expected[name][isIn ? 'inside' : 'outside'].includes(role));
    recorded.length = 0;
    expect((await ask(name)) === 403).toBe(!byTable);
    const asksMembership = name === 'openSpace' || name === 'runNotebook';
    const action = byTable || !asksMembership ? routes[name].action : 'settings.read';
    expect(recorded).toMatchObject([{ who: personIn(role, place), action, allowed: byTable }]);
  });

  test.each(names)('who is not in the file is refused %s', async (name) => {
    caller = person('mallory');
    expect(await ask(name)).toBe(403);
  });
});

/** What becomes of it once it was let in, where that is no success: no space is begun, and what is loaded is no table. */
const ends: Partial<Record<RouteName, number>> = { openSpace: 503, openSharedSpace: 503, loadTable: 400 };

test('the owner gets through everywhere; stopping is the end', async () => {
  caller = owner;
  for (const name of names.filter((one) => one !== 'stop')) {
    expect([name, await ask(name)]).toEqual([name, ends[name] ?? 200]);
  }
  expect(await ask('stop')).toBe(200);
  await up.supervisor.stopped;
});
