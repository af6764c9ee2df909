import { mkdtempSync, rmSync } from 'node:fs';
import { type RequestListener, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exchange, statusOf } from '../exchange.ts';
import { closed, keepingServer, listening, type Reached } from '../keeping-server.ts';
import { testGateway } from '../test-gateway.ts';
import { type Attack, asWebPage, withoutToken, withToken } from './attacks.ts';

const former = await testGateway();
await former.close();
const open = await testGateway();
const attacks: readonly Attack[] = [
  ...withoutToken(open.token, former.token),
  ...asWebPage(open.token),
  ...withToken(open.token),
];
const kinds = [...new Set(attacks.map(({ kind }) => kind))];

/** Statuses of refusals; 0 where the connection ended without an answer. */
const refusals = [0, 400, 401, 403, 404, 405, 408, 431];

beforeEach(() => {
  open.reached.length = 0;
});

afterAll(() => open.close());

test('there are at least 140 attempts of 6 kinds', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(140);
  expect(kinds).toHaveLength(6);
});

test.each(attacks)('$kind: $name is refused, and nothing of it reaches a server', async ({ bytes }) => {
  const answer = await exchange(open.port, bytes);
  expect(refusals).toContain(statusOf(answer));
  // A body that turns out to be none is known only when its request is on its way, and is then cut short.
  expect(open.reached.filter(({ body }) => body !== 'cut short')).toEqual([]);
  expect(open.reached.filter(({ url }) => url !== '/api/2.0/mlflow/runs/search')).toEqual([]);
  expect(answer).not.toContain(open.token);
  expect(answer.toLowerCase()).not.toContain('access-control-allow');
});

test('a request that nothing is wrong with reaches its server', async () => {
  expect((await open.ask('/projects/acme/tracking/')).status).toBe(200);
  expect(open.reached).toHaveLength(1);
});

describe('without the walls', () => {
  const reached: Reached[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'bare-'));
  const socketPath = join(folder, 'server');
  let port = 0;
  let close = async () => {};

  /** A proxy that passes on what it is sent. */
  const bare: RequestListener = (asked, answer) => {
    try {
      const passed = request({ socketPath, path: asked.url, method: asked.method, headers: asked.headers });
      passed.on('response', () => answer.end('passed')).on('error', () => answer.destroy());
      asked.pipe(passed);
    } catch {
      // Of what even this proxy cannot pass on.
      answer.destroy();
    }
  };

  beforeAll(async () => {
    const lenient = { insecureHTTPParser: true, requireHostHeader: false };
    const servers = [
      await listening(keepingServer(reached), socketPath, lenient),
      await listening(bare, 0, { ...lenient, maxHeaderSize: 100_000 }),
    ] as const;
    const address = servers[1].address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    close = async () => void (await Promise.all(servers.map(closed)));
  });

  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  test.each(kinds)('attempts %s would reach a server', async (kind) => {
    reached.length = 0;
    const ofKind = attacks.filter((attack) => attack.kind === kind);
    await Promise.all(ofKind.map(({ bytes }) => exchange(port, bytes, { patienceMillis: 5000 })));
    expect(reached.length).toBeGreaterThan(ofKind.length / 3);
  });
});

describe('a workspace of another project', () => {
  const ask = (...headers: string[]) =>
    exchange(
      open.port,
      [
        'GET /projects/acme/tracking/ HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${open.token}`,
        ...headers,
        '\r\n',
      ].join('\r\n'),
    );

  test.each([
    ['X-MLFLOW-WORKSPACE: beta'],
    ['x-mlflow-workspace: beta'],
    ['X_MLFLOW_WORKSPACE: beta'],
    ['X-MLFLOW_WORKSPACE: beta'],
    ['X-Mlflow-Workspace:beta'],
    ['Connection: x-mlflow-workspace'],
    ['Connection: close, X-MLFLOW-WORKSPACE'],
    ['Forwarded: workspace=beta'],
    ['X-MLFLOW-WORKSPACE: acme,beta'],
    ['X-Original-URL: /projects/beta/tracking/', 'X-Rewrite-URL: /projects/beta/tracking/'],
    ['X-HTTP-Method-Override: DELETE', 'X-Forwarded-Prefix: /projects/beta'],
    ['Cookie: workspace=beta'],
    ['Content-Length: 0', 'X-MLFLOW-WORKSPACE: beta'],
    ['Transfer-Encoding: chunked', 'Trailer: X-MLFLOW-WORKSPACE', '', '0', 'X-MLFLOW-WORKSPACE: beta'],
  ])('cannot be had by %s %s', async (...headers) => {
    await ask(...headers);
    expect(open.reached).toHaveLength(1);
    const { headers: seen } = open.reached[0] as Reached;
    expect(seen['x-mlflow-workspace']).toBe('acme');
    const workspaces = Object.entries(seen).filter(
      ([name, value]) => /workspace/i.test(name) || /beta/.test(`${value}`),
    );
    expect(workspaces).toEqual([['x-mlflow-workspace', 'acme']]);
  });
});

test('no credential that a caller sends is passed on', async () => {
  const headers = {
    cookie: 'session=secret',
    'proxy-authorization': 'Basic secret',
    'x-amz-security-token': 'secret',
    'x-amz-date': 'secret',
    'x-amz-content-sha256': 'secret',
    'x-amzn-sagemaker-custom-attributes': 'secret',
    'x-mlflow-authorization': 'secret',
    'x-api-key': 'secret',
    'x-forwarded-for': 'secret',
    referer: 'http://secret',
  };
  await open.ask('/projects/acme/tracking/', { headers });
  await open.ask('/endpoints/sales/invocations', { method: 'POST', body: '', headers });
  expect(open.reached).toHaveLength(2);
  expect(JSON.stringify(open.reached)).not.toContain('secret');
  expect(JSON.stringify(open.reached)).not.toContain(open.token);
});
