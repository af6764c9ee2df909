import { apiRoutes, controlRoutes, pathOf } from '@atelier/core/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiApp } from '../../src/api/api-app.ts';
import { controlApp } from '../../src/control/control-app.ts';
import { crowdedExample, entranceFor, owner, type Supervised, supervised } from '../supervised.ts';

const workspace = await crowdedExample();
const written = JSON.stringify(workspace);
const project = 'sales-forecasting';
const params = { project, flow: project, person: 'july', table: 'stock', how: 'replace', keys: 'id' };

let up: Supervised;
let before: string;
let isStopped = false;

beforeAll(async () => {
  up = await supervised(workspace);
  void up.supervisor.stopped.then(() => {
    isStopped = true;
  });
});

afterAll(() => up[Symbol.asyncDispose]());

beforeEach(async () => {
  before = await state();
});

/** Everything that a request could have changed. */
async function state(): Promise<string> {
  const tables: string[] = [];
  const asked = { caller: owner, project: params.project, sql: 'show tables' };
  for await (const line of up.supervisor.query(asked, AbortSignal.timeout(60_000))) tables.push(line);
  const { services, runs, door, projects } = up.supervisor.status(owner);
  return JSON.stringify([tables, services, runs, door ?? null, projects, isStopped, up.supervisor.workspace()]);
}

interface Sent {
  readonly method?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(path: string, { method = 'POST', body, headers = { 'content-type': 'application/json' } }: Sent) {
  const app = /^\/(projects|status|spaces)/.test(path) ? apiApp : controlApp;
  const init = body === undefined ? { method, headers } : { method, headers, body };
  return app(
    up.supervisor,
    entranceFor(() => owner),
  ).request(path, init);
}

/** Expects the form of every refusal, whatever was sent. */
async function expectRefused(response: Response, statuses: readonly number[] = [400, 404]): Promise<void> {
  const said = await response.text();
  expect(statuses, said).toContain(response.status);
  const { problem } = JSON.parse(said);
  expect(problem).toEqual({
    code: expect.stringMatching(/^(RequestNotAccepted|UnknownRoute)$/),
    message: expect.stringMatching(/^.{10,1200}$/s),
    fix: expect.any(String),
    whose: 'yours',
    state: 'Nothing was changed.',
  });
  expect(await state()).toBe(before);
  expect(Object.keys({})).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

const deep = (open: string, shut: string, depth: number) => `${open.repeat(depth)}${shut.repeat(depth)}`;

/** Bodies that no route takes. */
const bodies: Readonly<Record<string, string | Uint8Array>> = {
  'nothing at all': '',
  'a space': ' ',
  null: 'null',
  true: 'true',
  'a number': '7',
  'a number too large for one': '1e999',
  'a text': '"sql"',
  'an empty list': '[]',
  'a list of what it takes': `[${written}]`,
  'a list of one text': '["select 1"]',
  'half a document': '{"sql":',
  'two documents': '{} {}',
  'two documents on lines': '{}\n{}',
  'a comma too many': '{"sql":"select 1",}',
  'a comment': '{/* */}',
  'single quotes': "{'sql':'select 1'}",
  'another language': 'sql=select+1&port=1',
  'a form of parts': '--x\r\ncontent-disposition: form-data; name="sql"\r\n\r\nselect 1\r\n--x--',
  yaml: 'sql: select 1',
  'not a number': '{"port":NaN}',
  'a key that nobody knows': '{"colour":"blue"}',
  'a key that nobody knows, beside all others': written.replace(/^\{/, '{"colour":"blue","sql":"select 1","port":1,'),
  'a prototype': '{"__proto__":{"polluted":true}}',
  'a prototype of a prototype': '{"constructor":{"prototype":{"polluted":true}}}',
  'a prototype deep inside': written.replace('"signIn":{', '"signIn":{"__proto__":{"polluted":true},'),
  'a key of an object': '{"toString":"x","hasOwnProperty":"y","valueOf":"z"}',
  'a key twice': '{"colour":1,"colour":2}',
  'a key with a zero': '{"sql\\u0000":"select 1"}',
  'an empty key': '{"":"select 1"}',
  'a key of a hundred thousand letters': `{"${'k'.repeat(100_000)}":1}`,
  'ten thousand keys': `{${Array.from({ length: 10_000 }, (_, key) => `"k${key}":1`).join()}}`,
  'lists in lists': deep('[', ']', 100_000),
  'maps in maps': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  'lists that do not end': '['.repeat(100_000),
  'a digit a million times': '9'.repeat(1_000_000),
  'more than is accepted': `{"sql":"${'x'.repeat(17 * 1024 * 1024)}"}`,
  'another code': Buffer.from('{"sql":"select 1"}', 'utf16le'),
  'bytes that are no text': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'a character cut in half': Buffer.from('{"sql":"ü"}').subarray(0, 9),
  compressed: Buffer.from('1f8b0800000000000003ab562acecc51b25250000000ffff', 'hex'),
};

/** Bodies that are wrong for one route alone. */
const own: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  query: {
    'SQL with a byte that is no text': Buffer.from('{"sql":"select 1 -- \u00ff"}', 'latin1'),
    'no SQL': '{}',
    'SQL that is a number': '{"sql":1}',
    'SQL that is null': '{"sql":null}',
    'SQL that is a list': '{"sql":["select 1"]}',
    'SQL that is a map': '{"sql":{"toString":"select 1"}}',
    'a right beside the SQL': '{"sql":"select 1","right":"write"}',
    'a caller beside the SQL': '{"sql":"select 1","caller":{"kind":"owner"}}',
    'a project beside the SQL': '{"sql":"select 1","project":"elsewhere"}',
    'another spelling': '{"SQL":"select 1"}',
    'SQL that is deep': `{"sql":${deep('[', ']', 100_000)}}`,
  },
  run: { 'a caller': '{"caller":{"kind":"owner"}}', 'another flow': '{"flow":"other"}' },
  openDoor: {
    'port zero': '{"port":0}',
    'a negative port': '{"port":-1}',
    'a port that is too large': '{"port":65536}',
    'a part of a port': '{"port":1.5}',
    'a port as text': '{"port":"8080"}',
    'no port as null': '{"port":null}',
    'a port that is huge': '{"port":1e300}',
    'a host beside it': '{"port":8080,"host":"0.0.0.0"}',
  },
  stop: { 'a time-out': '{"seconds":1}' },
  apply: {
    'an empty map': '{}',
    'a workspace without people': written.replace(/"people":\[.*?\],/s, ''),
    'a role that nobody has': written.replace('"role":"admin"', '"role":"root"'),
    'a project by the name of a folder above': written.replace('"name":"elsewhere"', '"name":"../../elsewhere"'),
    'a project without a name': written.replace('"name":"elsewhere"', '"name":""'),
    'a project with a long name': written.replace('"name":"elsewhere"', `"name":"${'x'.repeat(5000)}"`),
    'a project that is null': written.replace(/"projects":\[/, '"projects":[null,'),
    'a hundred thousand projects that are none': written.replace(
      /"projects":\[/,
      `"projects":[${'0,'.repeat(100_000)}`,
    ),
    'a limit as text': written.replace(/"seconds":\d+/, '"seconds":"600"'),
    'a workspace of a later version': written.replace('"studio":{', '"studio":{"hologram":true,'),
    'a workspace of an earlier version': written.replace('"remoteAccess":false,', ''),
  },
};

const routes = Object.entries({ ...apiRoutes, ...controlRoutes });
const withBody = routes.filter(([, { method }]) => method !== 'GET');

describe.each(withBody)('%s', (name, { method, path }) => {
  const address = pathOf({ path }, params);

  test.each(Object.entries({ ...bodies, ...own[name] }))('refuses %s', async (_, body) => {
    expect(body === written, 'this attack changes nothing of the workspace').toBe(false);
    await expectRefused(await ask(address, { method, body }), [400]);
  });

  test.each([
    ['none', {}],
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['parts', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['something that begins so', { 'content-type': 'application/jsonp' }],
    ['something that ends so', { 'content-type': 'text/plain, application/json' }],
    ['a long one', { 'content-type': 'x'.repeat(10_000) }],
  ])('refuses a good body whose content type is %s', async (_, headers: Record<string, string>) => {
    const body = new TextEncoder().encode(name === 'apply' ? written : name === 'query' ? '{"sql":"select 1"}' : '{}');
    await expectRefused(await ask(address, { method, body, headers }), [400]);
  });
});

describe.each(routes)('%s', (_, { method, path }) => {
  const address = pathOf({ path }, params);
  const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'get', 'STATUS', 'X'.repeat(300)];

  test.each(others.filter((other) => other.toUpperCase() !== method))('has no %s', async (other) => {
    await expectRefused(await ask(address, { method: other }), [404]);
  });

  test.each([
    '?project=elsewhere',
    '?project=a&project=b',
    '?sql=select+1',
    '?__proto__[polluted]=1',
    '?_method=PUT',
    `?${'x'.repeat(10_000)}`,
  ])('takes no query such as %s', async (query) => {
    await expectRefused(
      await ask(`${address}${query}`, { method, ...(method === 'GET' ? {} : { body: '{}' }) }),
      [400],
    );
  });

  test.each(['/', '//', '/x', '%2f', '/.', '/%2e', ';x', '%00', '.json', '%'])('is not "%s" longer', async (more) => {
    const body = method === 'GET' ? {} : { body: '{"colour":1}' };
    await expectRefused(await ask(`${address}${more}`, { method, ...body }), [400, 404]);
  });
});

const names: Readonly<Record<string, string>> = {
  'an encoded slash': 'sales-forecasting%2fsql',
  'a slash encoded twice': 'sales%252fforecasting',
  'a backslash': 'sales%5cforecasting',
  'the folder above': '%2e%2e%2fstop',
  'a zero': 'sales-forecasting%00',
  'a line end': 'sales-forecasting%0a',
  'a space': 'sales-forecasting%20',
  'a character that turns the line': '%e2%80%aesales',
  'a character that is not seen': 'sales%e2%80%8bforecasting',
  'bytes that are no text': '%ff%fe',
  'half an escape': 'sales%2',
  'a percent sign': 'sales%25',
  nothing: '',
  'a long name': 'x'.repeat(65),
  'a very long name': 'x'.repeat(100_000),
  'a prototype': '__proto__',
  'a star': '*',
  'a parameter': ':project',
  'a quote': "sales'forecasting",
};

test.each(Object.entries(names))('no project is called %s', async (_, name) => {
  await expectRefused(await ask(`/projects/${name}/sql`, { body: '{"sql":"select 1"}' }));
  await expectRefused(await ask(`/projects/sales-forecasting/flows/${name}/runs`, { body: '{}' }));
});

test('a key given twice counts as it stands last, for both who decide and who act', async () => {
  const response = await ask('/projects/sales-forecasting/sql', {
    body: '{"sql":"drop table x","sql":"select 2 as two"}',
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('[[2]]');
  expect(await state()).toBe(before);
});
