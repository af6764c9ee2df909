import type { AuditEntry } from '@atelier/audit';
import type { Caller, Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { beforeEach, expect, test } from 'vitest';
import { apiRoutes } from '../../../core/src/contract/api-routes.ts';
import { callerAtFrontDoor, callerAtSocket } from '../../src/routes/caller-at-socket.ts';
import { servedRoutes } from '../../src/routes/served-routes.ts';
import { crowdedExample, entranceFor, personIn } from '../supervised.ts';

const example = await crowdedExample();
const member = personIn('data-engineer', 'sales-forecasting');
const path = '/projects/sales-forecasting/sql';
let recorded: AuditEntry[];
let done: string[];

beforeEach(() => {
  recorded = [];
  done = [];
});

interface Given {
  readonly callerOf?: (request: Request) => Caller;
  readonly record?: (entry: AuditEntry) => Promise<void>;
  readonly workspace?: () => Workspace;
}

function served({ callerOf = callerAtSocket, record, workspace = () => example }: Given = {}) {
  const entrance = { ...entranceFor(callerOf, recorded), ...(record !== undefined && { record }) };
  const { app, once, inLines } = servedRoutes({ ...entrance, workspace, mostBytes: 1000 });
  once(apiRoutes.status, () => {
    done.push('status');
    throw new Error('nothing is up here');
  });
  inLines(apiRoutes.query, async function* ({ body }) {
    done.push(body.sql);
    yield { rows: [] };
  });
  return app;
}

function query(headers: Readonly<Record<string, string>> = {}, body: unknown = { sql: 'select 1' }): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

test('what the owner does is recorded as the owner’s', async () => {
  await (await served().request(`http://localhost${path}`, query())).text();
  expect(recorded).toEqual([
    {
      who: 'owner',
      by: "owner's socket",
      action: 'warehouse.query',
      resource: 'project sales-forecasting',
      allowed: true,
      because: 'the workspace on this machine is theirs',
      request: `POST ${path}`,
    },
  ]);
  expect(done).toEqual(['select 1']);
});

test('what is done in the name of a person is recorded as theirs, with the limits that they had', async () => {
  await served().request(path, query({ 'atelier-person': member, 'atelier-narrowed': 'read sales-forecasting' }));
  expect(recorded).toMatchObject([
    { who: member, by: "owner's socket, narrowed to read sales-forecasting", allowed: true },
  ]);
});

test('a refusal is recorded with its reason, before the body is read', async () => {
  const viewer = personIn('viewer', 'elsewhere');
  const response = await served().request(path, query({ 'atelier-person': viewer }, 'no body of a query'));
  expect(response.status).toBe(403);
  expect(recorded).toMatchObject([
    { who: viewer, allowed: false, because: 'viewer.elsewhere is not a member of sales-forecasting' },
  ]);
});

test('who says no name at the front door’s socket is recorded as nobody', async () => {
  expect((await served({ callerOf: callerAtFrontDoor }).request(path, query())).status).toBe(403);
  expect(recorded).toMatchObject([{ who: 'nobody', allowed: false }]);
});

test('the owner’s own looks are not recorded, and those of people are', async () => {
  await served().request('/status');
  expect(recorded).toEqual([]);
  await served().request('/status', { headers: { 'atelier-person': member } });
  await served().request('/status', { headers: { 'atelier-person': 'mallory' } });
  expect(recorded.map(({ who, allowed }) => [who, allowed])).toEqual([
    [member, true],
    ['mallory', false],
  ]);
});

test('a right that has gone while the body came in is recorded as refused', async () => {
  const [whole, ...others] = example.projects;
  if (whole === undefined) throw new Error('the example has no project');
  const states = [example, { ...example, projects: [{ ...whole, members: [] }, ...others] }];
  const app = served({ workspace: () => states.shift() ?? example });
  expect((await app.request(path, query({ 'atelier-person': member }))).status).toBe(403);
  expect(recorded).toMatchObject([{ who: member, allowed: false }]);
  expect(done).toEqual([]);
});

const notWritten = new Problem({ code: 'AuditNotWritten', message: 'No.', fix: 'Do it.', whose: 'machine' });

test.each([
  ['allowed', member],
  ['refused', 'mallory'],
])('a decision that cannot be written down is not answered: %s', async (_, person) => {
  const app = served({ record: () => Promise.reject(notWritten) });
  const response = await app.request(path, query({ 'atelier-person': person }));
  expect([response.status, await response.json()]).toMatchObject([503, { problem: { code: 'AuditNotWritten' } }]);
  expect(done).toEqual([]);
});

test('nothing is done before the decision is written down', async () => {
  const written = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const record = () => {
    reached.resolve();
    return written.promise;
  };
  const asked = served({ record }).request(path, query({ 'atelier-person': member }));
  await reached.promise;
  expect(done).toEqual([]);
  written.resolve();
  await (await asked).text();
  expect(done).toEqual(['select 1']);
});
