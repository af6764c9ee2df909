import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { narrowedFrom } from '@atelier/core/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DoorName, doorNames } from '../../src/spaces/passage-at.ts';
import { spaceDoors } from '../../src/spaces/space-doors.ts';
import { crowdedWorkspace, personIn, without } from '../crowd.ts';
import { closed, keepingServer, listening, type Reached } from '../keeping-server.ts';
import { testGateway } from '../test-gateway.ts';
import { type AtDoor, askAtDoor, bytesAtDoor } from './at-space-door.ts';
import { elsewhere } from './elsewhere-at-doors.ts';

const july = personIn('data-scientist', 'acme');
const john = personIn('data-engineer', 'acme');
const space = { person: july, project: 'acme' };
const open = await testGateway({ spaces: [space] });
const own = await open.gateway.spaces.open(space);
const johns = await open.gateway.spaces.open({ person: john, project: 'acme' });
const shared = await open.gateway.spaces.open({ person: null, project: 'acme' });

const good: Readonly<Record<DoorName, AtDoor>> = {
  warehouse: { method: 'POST', path: '/projects/acme/sql', body: '{"sql":"select 1"}' },
  tracking: { method: 'POST', path: '/api/2.0/mlflow/runs/search', body: '{}' },
  endpoints: { method: 'POST', path: '/endpoints/sales/invocations', body: 'rows' },
  packages: { method: 'GET', path: '/packages/simple/pandas/' },
};

const at = (name: DoorName, folder = own) => join(folder, `${name}.sock`);

beforeEach(() => {
  open.reached.length = 0;
  open.audited.length = 0;
});

afterAll(() => open.close());

describe('who asks at the sockets of a space', () => {
  test.each(doorNames)('is its person there, at %s, and it is written down', async (name) => {
    expect((await askAtDoor(at(name), good[name])).status).toBe(200);
    expect(open.reached).toHaveLength(1);
    expect(open.audited).toMatchObject([
      {
        who: july,
        by: `space ${july}/acme`,
        resource: name === 'packages' ? 'the workspace' : 'project acme',
        allowed: true,
      },
    ]);
  });

  test('is that person with their role: what another may, they may not', async () => {
    const alias = { method: 'POST', path: '/api/2.0/mlflow/registered-models/alias', body: '{}' };
    expect((await askAtDoor(at('tracking'), alias)).status).toBe(403);
    const create = { method: 'POST', path: '/api/2.0/mlflow/runs/create', body: '{}' };
    expect((await askAtDoor(at('tracking'), create)).status).toBe(200);
    expect((await askAtDoor(at('tracking', johns), create)).status).toBe(403);
  });

  test('of a shared space is that space, with what each member of the project may', async () => {
    for (const name of ['warehouse', 'tracking'] as const)
      expect((await askAtDoor(at(name, shared), good[name])).status).toBe(200);
    expect(open.audited).toMatchObject([
      { who: 'space acme', by: 'space acme', action: 'warehouse.query', allowed: true },
      { who: 'space acme', by: 'space acme', action: 'tracking.read', allowed: true },
    ]);
    expect(open.reached[0]?.headers).toMatchObject({ 'atelier-shared-space': 'acme' });
    expect(open.reached[0]?.headers).not.toHaveProperty('atelier-person');
    open.reached.length = 0;
    // A viewer is among its members.
    const create = { method: 'POST', path: '/api/2.0/mlflow/runs/create', body: '{}' };
    expect((await askAtDoor(at('tracking', shared), create)).status).toBe(403);
    expect((await askAtDoor(at('endpoints', shared), good.endpoints)).status).toBe(403);
    const claims: readonly Readonly<Record<string, string>>[] = [
      { 'atelier-person': july },
      { 'atelier-shared-space': 'beta' },
    ];
    for (const claim of claims) {
      expect((await askAtDoor(at('tracking', shared), { ...create, headers: claim })).status).toBe(403);
      const passed = await askAtDoor(at('warehouse', shared), { ...good.warehouse, headers: claim });
      expect([passed.status, open.reached.at(-1)?.headers['atelier-person']]).toEqual([200, undefined]);
      expect(open.reached.at(-1)?.headers['atelier-shared-space']).toBe('acme');
    }
    await open.admit({ ...crowdedWorkspace(), studio: { ...crowdedWorkspace().studio, spaces: 'private' } });
    expect((await askAtDoor(at('warehouse', shared), good.warehouse)).status).toBe(403);
    await open.admit(crowdedWorkspace());
  });

  test('may do nothing more once the person has left the project, or the file', async () => {
    for (const where of ['projects', 'file'] as const) {
      await open.admit(without(crowdedWorkspace(), july, where));
      for (const name of doorNames) expect([name, (await askAtDoor(at(name), good[name])).status]).toEqual([name, 403]);
    }
    await open.admit(crowdedWorkspace());
    expect(open.reached).toEqual([]);
  });
});

test.each(doorNames.flatMap((name) => elsewhere[name].map((asked) => ({ name, ...asked }))))(
  '$method $path at $name is refused, and reaches nothing',
  async ({ name, ...asked }) => {
    expect([400, 403, 404]).toContain((await askAtDoor(at(name), asked)).status);
    expect(open.reached).toEqual([]);
  },
);

/** Headers by which somebody else, another project or more rights are claimed. */
const claims: readonly Readonly<Record<string, string>>[] = [
  { 'Atelier-Person': john },
  { 'atelier-person': 'admin.acme', 'atelier-narrowed': 'all' },
  { 'atelier-narrowed': 'all beta' },
  { atelier_person: john },
  { ATELIER_PERSON: john },
  { 'X-MLFLOW-WORKSPACE': 'beta' },
  { X_MLFLOW_WORKSPACE: 'beta' },
  { 'x-mlflow_workspace': 'beta' },
  { Authorization: `Bearer ${open.token}` },
  { Authorization: `Basic ${Buffer.from(`${john}:${open.token}`).toString('base64')}` },
  { Cookie: `session=${open.token}`, 'X-Forwarded-User': john, 'X-Remote-User': john, Forwarded: `for=${john}` },
  { 'X-Original-URL': '/projects/beta/sql', 'X-Rewrite-URL': '/projects/beta/sql', 'X-HTTP-Method-Override': 'PUT' },
  { Connection: 'close, atelier-person, x-mlflow-workspace, host' },
  { Host: 'beta', Origin: 'http://beta' },
  { 'test-person': john },
];

/** What a server behind hears of who asks, and of which project. */
function claimedIn({ headers }: Reached): string {
  const { 'user-agent': _, ...rest } = headers;
  return JSON.stringify(rest);
}

describe.each(doorNames)('a claim at %s', (name) => {
  test.each(claims)('by %o is not heard behind the front door', async (headers) => {
    expect((await askAtDoor(at(name), { ...good[name], headers })).status).toBe(200);
    const [seen] = open.reached;
    expect(claimedIn(seen as Reached)).not.toMatch(new RegExp(`beta|${john}|admin|${open.token}`));
    expect(seen?.headers['atelier-person']).toBe(name === 'warehouse' ? july : undefined);
    expect(seen?.headers['x-mlflow-workspace']).toBe(name === 'tracking' ? 'acme' : undefined);
    expect(open.audited.map(({ who }) => who)).toEqual([july]);
    if (name !== 'warehouse') return;
    expect(narrowedFrom(String(seen?.headers['atelier-narrowed']))).toEqual({ scope: 'all', project: 'acme' });
  });
});

describe('without the wall of headers', () => {
  const reached: Reached[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'bare-door-'));
  const servers: Server[] = [];
  const bare = join(folder, 'bare');

  beforeAll(async () => {
    const behind = join(folder, 'behind');
    servers.push(await listening(keepingServer(reached), behind));
    servers.push(
      await listening((asked, answer) => {
        const ours = { 'atelier-person': july, 'atelier-narrowed': 'all acme', 'x-mlflow-workspace': 'acme' };
        const headers = { ...ours, ...asked.headers };
        const passed = request({ socketPath: behind, path: asked.url, method: asked.method, headers });
        passed
          .on('response', (said) => said.resume().on('end', () => answer.end()))
          .on('error', () => answer.destroy());
        asked.pipe(passed);
      }, bare),
    );
  });

  afterEach(() => {
    reached.length = 0;
  });

  afterAll(async () => {
    await Promise.all(servers.map(closed));
    rmSync(folder, { recursive: true });
  });

  test('most claims would be heard', async () => {
    for (const headers of claims) await askAtDoor(bare, { ...good.tracking, headers });
    const heard = reached.filter((one) => new RegExp(`beta|${john}|admin|${open.token}`).test(claimedIn(one)));
    expect(heard.length).toBeGreaterThanOrEqual(claims.length - 2);
    expect(reached.some(({ headers }) => headers['atelier-person'] === john)).toBe(true);
    expect(reached.some(({ headers }) => headers['x-mlflow-workspace'] === 'beta')).toBe(true);
  });
});

describe('bytes at a socket', () => {
  const inner =
    'POST /projects/beta/sql HTTP/1.1\r\nHost: x\r\nAtelier-Person: admin.beta\r\nContent-Length: 0\r\n\r\n';
  const head = (...headers: string[]) =>
    [`POST ${good.tracking.path} HTTP/1.1`, 'Host: localhost', ...headers, '\r\n'].join('\r\n');

  test.each([
    ['a length and chunks', `${head('Content-Length: 6', 'Transfer-Encoding: chunked')}0\r\n\r\n${inner}`],
    ['two lengths', head('Content-Length: 0', `Content-Length: ${inner.length}`) + inner],
    ['a coding that is none', head('Transfer-Encoding: xchunked') + inner],
    ['an upgrade to a websocket', head('Connection: Upgrade', 'Upgrade: websocket').replace('POST', 'GET') + inner],
    ['an upgrade to HTTP/2', head('Connection: Upgrade', 'Upgrade: h2c') + inner],
    ['a tunnel', `CONNECT beta:80 HTTP/1.1\r\nHost: beta\r\n\r\n${inner}`],
    ['an older protocol', head().replace('1.1', '1.0') + inner],
    ['the beginning of HTTP/2', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${inner}`],
    ['a header after a line feed', head('X: a\nAtelier-Person: admin.beta')],
    ['a header in two lines', head('X: a\r\n Atelier-Person: admin.beta')],
    ['a name of a header twice', head('Accept: a', 'Accept: b')],
    ['no host', head().replace('Host: localhost\r\n', '')],
  ])('with %s reach nothing', async (_, bytes) => {
    const heard = await bytesAtDoor(at('tracking'), bytes);
    expect(heard).not.toMatch(/^HTTP\/1\.1 [123]/);
    expect(open.reached.filter(({ body }) => body !== 'cut short')).toEqual([]);
  });

  test('that follow a request on the same connection are another request of the same person', async () => {
    await bytesAtDoor(
      at('warehouse'),
      `${head('Content-Length: 0').replace(good.tracking.path, '/projects/acme/sql')}${inner}`,
    );
    expect(open.audited.map(({ who, allowed }) => [who, allowed])).toEqual([
      [july, true],
      [july, false],
    ]);
  });
});

describe('the sockets of a space', () => {
  test('are in a folder that no other account gets to, and enter only by name', () => {
    expect(statSync(join(own, '..')).mode & 0o777).toBe(0o700);
    expect(statSync(own).mode & 0o777).toBe(0o711);
    expect(readdirSync(own).toSorted()).toEqual(doorNames.map((name) => `${name}.sock`).toSorted());
    expect(johns).not.toBe(own);
  });

  test('are in the same folder when another front door makes them: a space that has outlived one sees that folder itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'doors-'));
    const door = { ...open.gateway.door, proven: () => undefined };
    const [dead, next] = [spaceDoors(door, folder), spaceDoors(door, folder)];
    const before = await dead.open(space);
    const { ino } = statSync(before);
    expect(await next.open(space)).toBe(before);
    expect(statSync(before).ino).toBe(ino);
    expect((await askAtDoor(at('warehouse', before), good.warehouse)).status).toBe(200);
    await Promise.all([next.closeAll(), dead.closeAll()]);
    rmSync(folder, { recursive: true });
  });

  test('are the same when they are opened again, and gone once they are closed', async () => {
    const other = { person: july, project: 'beta' };
    const folders = await Promise.all([open.gateway.spaces.open(other), open.gateway.spaces.open(other)]);
    expect(new Set(folders).size).toBe(1);
    const [folder = ''] = folders;
    expect((await askAtDoor(at('tracking', folder), good.tracking)).status).toBe(403);
    await open.gateway.spaces.close(other);
    expect(existsSync(folder)).toBe(false);
    await expect(askAtDoor(at('tracking', folder), good.tracking)).rejects.toThrow('ENOENT');
    expect((await askAtDoor(at('tracking'), good.tracking)).status).toBe(200);
  });
});
