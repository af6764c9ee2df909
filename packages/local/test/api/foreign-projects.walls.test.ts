import { roles } from '@atelier/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiApp } from '../../src/api/api-app.ts';
import { controlApp } from '../../src/control/control-app.ts';
import { crowdedExample, entranceFor, owner, person, personIn, type Supervised, supervised } from '../supervised.ts';

const workspace = await crowdedExample();
const secret = 'what nobody elsewhere may read';
const theirs = 'sales-forecasting';
const signal = AbortSignal.timeout(300_000);

let up: Supervised;
let address: unknown;

beforeAll(async () => {
  up = await supervised(workspace);
  address = up.supervisor.status(owner).door;
  const sql = `create table treasure as select '${secret}' as text; create table small as select 1 as one`;
  for (const statement of sql.split(';'))
    await drained(up.supervisor.query({ caller: owner, project: theirs, sql: statement }, signal));
});

afterAll(() => up[Symbol.asyncDispose]());

async function drained(lines: AsyncIterable<string>): Promise<string> {
  let said = '';
  for await (const line of lines) said += `${line}\n`;
  return said;
}

function tables(): Promise<string> {
  return drained(up.supervisor.query({ caller: owner, project: theirs, sql: 'show tables' }, signal));
}

type Headers = Readonly<Record<string, string>>;

interface Attempt {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Headers;
}

async function ask(name: string, { method = 'POST', path, body, headers = {} }: Attempt) {
  const app = /^\/(workspace|door|stop)/.test(path) ? controlApp : apiApp;
  const init = { method, headers: { 'content-type': 'application/json', ...headers } };
  const sent = body === undefined ? init : { ...init, body: JSON.stringify(body) };
  const response = await app(
    up.supervisor,
    entranceFor(() => person(name)),
  ).request(path, sent);
  return { status: response.status, said: await response.text() };
}

const read = { sql: 'select text from treasure' };
const sql = (project: string): Attempt => ({ path: `/projects/${project}/sql`, body: read });
const run = (project: string, flow = theirs): Attempt => ({
  path: `/projects/${project}/flows/${flow}/runs`,
  body: {},
});
const withHeaders = (headers: Headers): Attempt => ({ ...sql(theirs), headers });

/** Ways in which somebody of another project asks for what is in this one. */
const attempts: Readonly<Record<string, Attempt>> = {
  'its SQL': sql(theirs),
  'a run of its flow': run(theirs),
  'its name in capitals': sql('SALES-FORECASTING'),
  'its name encoded': sql('%73ales-forecasting'),
  'its name encoded twice': sql('%2573ales-forecasting'),
  'a slash at the end': { ...sql(theirs), path: `/projects/${theirs}/sql/` },
  'two slashes': { ...sql(theirs), path: `//projects//${theirs}//sql` },
  'an encoded slash after their own': sql('elsewhere%2f..%2fsales-forecasting'),
  'the way through their own': sql('elsewhere/../sales-forecasting'),
  'the encoded way through their own': sql('elsewhere/%2e%2e/sales-forecasting'),
  'a backslash': sql('elsewhere\\..\\sales-forecasting'),
  'a dot': sql('./sales-forecasting'),
  'a zero at the end': sql('sales-forecasting%00'),
  'a zero between': sql('elsewhere%00sales-forecasting'),
  'a letter that looks alike': sql('s%d0%b0les-forecasting'),
  'a letter that folds to another': sql('%c5%bfales-forecasting'),
  'a wide letter': sql('%ef%bd%93ales-forecasting'),
  'a dash that looks alike': sql('sales%e2%80%90forecasting'),
  'a letter of no width': sql('sales%e2%80%8b-forecasting'),
  'a parameter of the path': sql('sales-forecasting;x=1'),
  'a query that names their own': { ...sql(theirs), path: `/projects/${theirs}/sql?project=elsewhere` },
  'a query that names this one': { ...sql('elsewhere'), path: `/projects/elsewhere/sql?project=${theirs}` },
  'a query that names both': {
    ...sql('elsewhere'),
    path: `/projects/elsewhere/sql?project=elsewhere&project=${theirs}`,
  },
  'a body that names this one': { ...sql('elsewhere'), body: { ...read, project: theirs } },
  'a body with another caller': { ...sql(theirs), body: { ...read, caller: { kind: 'owner' } } },
  'a body with a right': { ...sql(theirs), body: { ...read, right: 'write' } },
  'a prototype with another caller': { ...sql(theirs), body: JSON.parse('{"sql":"x","__proto__":{"kind":"owner"}}') },
  'another method in a header': { ...withHeaders({ 'x-http-method-override': 'GET' }) },
  'a method in a header': { path: `/projects/${theirs}/sql`, method: 'GET', headers: { 'x-http-method': 'POST' } },
  'a method in a query': { path: `/projects/${theirs}/sql?_method=POST`, method: 'GET' },
  'another path in a header': withHeaders({ 'x-original-url': '/projects/elsewhere/sql', 'x-rewrite-url': '/status' }),
  'a caller in a header': withHeaders({ 'x-caller': 'owner', 'x-remote-user': 'owner', 'x-forwarded-user': 'owner' }),
  'a token in a header': withHeaders({ authorization: 'Bearer owner', cookie: 'caller=owner' }),
  'another host': withHeaders({ host: 'localhost', 'x-forwarded-host': 'owner', forwarded: 'for=127.0.0.1' }),
  'GET for SQL': { path: `/projects/${theirs}/sql`, method: 'GET' },
  'HEAD for SQL': { path: `/projects/${theirs}/sql`, method: 'HEAD' },
  'OPTIONS for SQL': { path: `/projects/${theirs}/sql`, method: 'OPTIONS' },
  'a run by their own name of the flow': run('elsewhere', 'sales-forecasting%2f..%2f..%2fsales-forecasting'),
  'a database of another project': { ...sql('elsewhere'), body: { sql: `select * from "${theirs}".treasure` } },
  'a file of another project': { ...sql('elsewhere'), body: { sql: `attach '../${theirs}/warehouse.duckdb' as t` } },
  'applying a workspace': { method: 'PUT', path: '/workspace', body: { ...workspace, people: [] } },
  'applying nothing': { method: 'PUT', path: '/workspace' },
  'moving the front door': { method: 'PUT', path: '/door', body: { port: 40_001 } },
  'a space of a member': { method: 'PUT', path: `/spaces/${personIn('viewer', theirs)}/${theirs}`, body: {} },
  'a space of their own there': { method: 'PUT', path: `/spaces/lead-data-scientist.elsewhere/${theirs}`, body: {} },
  'stopping it': { path: '/stop', body: {} },
};

describe.each(roles)('%s of another project', (role) => {
  test.each(Object.entries(attempts))('gets nothing by %s', async (_, attempt) => {
    const before = await tables();
    const { status, said } = await ask(personIn(role, 'elsewhere'), attempt);
    // A statement that their own warehouse refuses has begun to answer.
    if (status === 200) expect(said).toContain('"problem"');
    else expect([400, 403, 404]).toContain(status);
    expect(said).not.toContain(secret);
    expect(said).not.toMatch(/"columns"|"started"/);
    expect(await tables()).toBe(before);
    const now = up.supervisor.status(owner);
    expect(now.runs.filter(({ project }) => project === theirs)).toEqual([]);
    expect([now.door, up.supervisor.workspace()]).toEqual([address, workspace]);
  });

  test('sees nothing of it in the status', async () => {
    const { status, said } = await ask(personIn(role, 'elsewhere'), { method: 'GET', path: '/status' });
    expect(status).toBe(200);
    expect(JSON.parse(said)).toMatchObject({ projects: ['elsewhere'], endpoints: [] });
    expect(said).not.toContain(theirs);
  });
});

describe('in their own project', () => {
  test.each(roles)('%s reads', async (role) => {
    expect(await ask(personIn(role, theirs), sql(theirs))).toMatchObject({
      status: 200,
      said: expect.stringContaining(secret),
    });
  });

  const writing = [
    'create table more as select 1',
    'insert into small values (2)',
    'drop table treasure',
    'update small set one = 3',
    'delete from small',
    'truncate small',
    'create view v as select 1',
  ];

  test.each(
    (['admin', 'data-scientist', 'viewer'] as const).flatMap((role) => writing.map((text) => [role, text] as const)),
  )('%s does not write: %s', async (role, text) => {
    const { said } = await ask(personIn(role, theirs), { path: `/projects/${theirs}/sql`, body: { sql: text } });
    expect(JSON.parse(said.trim().split('\n').at(-1) ?? '')).toHaveProperty('problem.whose', 'yours');
    expect(await tables()).not.toMatch(/more|"v"/);
    expect(await tables()).toContain('treasure');
    const count = { caller: owner, project: theirs, sql: 'select list(one) from small' };
    expect(await drained(up.supervisor.query(count, signal))).toContain('[[[1]]]');
  });

  test.each(['lead-data-scientist', 'data-engineer'] as const)('%s writes', async (role) => {
    const body = { sql: `create table by_${role.replaceAll('-', '_')} as select 1 as one` };
    const { said } = await ask(personIn(role, theirs), { path: `/projects/${theirs}/sql`, body });
    expect(said).not.toContain('"problem"');
    expect(await tables()).toContain(`by_${role.replaceAll('-', '_')}`);
  });
});

describe('the supervisor, asked past every route', () => {
  const caller = person(personIn('lead-data-scientist', 'elsewhere'));

  test('runs no SQL of somebody who may not', () => {
    const asked = () => up.supervisor.query({ caller, project: theirs, sql: 'select 1' }, signal);
    expect(asked).toThrow(expect.objectContaining({ code: 'NotAllowed' }));
  });

  test('runs no flow of somebody who may not', () => {
    const asked = () => up.supervisor.run({ caller, project: theirs, flow: theirs }, signal);
    expect(asked).toThrow(expect.objectContaining({ code: 'NotAllowed' }));
  });
});
