import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { untilTrue } from '../../packages/local/test/spaces/until-true.ts';
import { workspaceFolder } from './command.ts';
import { stateBeforeFrontDoor } from './state-before-front-door.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json, start } = workspace;
const state = (name: string) => join(folder, '.atelier', name);

interface Status {
  readonly pid: number;
  readonly services: readonly { readonly name: string; readonly state: string }[];
  readonly endpoints: readonly { readonly model: string; readonly version: number; readonly service: object }[];
  readonly runs: readonly object[];
  readonly spaces: readonly object[];
  readonly door: { readonly url: string; readonly tokenFile: string };
}

const status = async () => (await json('status')) as unknown as Status;
let doorPort: number;
let before: Awaited<ReturnType<typeof kept>>;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Ask tracking as the owner's programs do. */
async function tracked(path: string, body?: object): Promise<string> {
  const { door } = await status();
  const headers = { authorization: `Bearer ${readFileSync(door.tokenFile, 'utf8')}`, connection: 'close' };
  const init =
    body === undefined
      ? { headers }
      : { headers: { ...headers, 'content-type': 'application/json' }, method: 'POST', body: JSON.stringify(body) };
  return (await fetch(`${door.url}/projects/sales/tracking/api/2.0/mlflow/${path}`, init)).text();
}

/** Everything that a workspace keeps, as it is asked for. */
async function kept() {
  const { endpoints, runs } = await status();
  const rows =
    'select (select count(*) from store_sales) s, (select sum(hash(forecast)) from forecast)::varchar f, (select one from mine) m';
  return {
    endpoints: endpoints.map(({ model, version }) => ({ model, version })),
    runs,
    rows: (await json('sql', 'sales', rows)).rows,
    mlflowRuns: JSON.parse(await tracked('runs/search', { experiment_ids: ['1'] })).runs.map(
      (run: { info: object }) => run.info,
    ),
    models: JSON.parse(await tracked('registered-models/search')).registered_models,
  };
}

beforeAll(async () => {
  writeFileSync(
    join(folder, 'atelier.yaml'),
    `workspace: older
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
projects: { sales: { members: [lead, july], flows: [./sales.yaml] } }
`,
  );
  writeFileSync(
    join(folder, 'sales.yaml'),
    'flow: sales\ninputs:\n  sales: { file: data/store_sales.csv }\nforecast: { horizon: 5, candidates: [seasonal-naive, ets] }\n',
  );
  mkdirSync(join(folder, 'data'));
  await atelier('sample-data', 'data', '--stores', '4', '--days', '300');
  await atelier('up');
  const run = await atelier('run', 'sales');
  if (run.code !== 0) throw new Error(run.err);
  await atelier('sql', 'sales', 'create table mine as select 1 as one');
  before = await kept();
  // A second run is under way when the workspace goes down.
  const second = start('run', 'sales');
  await untilTrue(async () => second.said.err.includes('[4/8] train'));
  await atelier('down');
  await second.ended;
  doorPort = await freePort();
  stateBeforeFrontDoor(folder, doorPort);
}, 600_000);

afterAll(() => workspace.remove());

describe('a workspace that was made before there was a front door', () => {
  test('is asked about without being changed', async () => {
    expect((await json('status')).state).toBe('down');
    using database = new DatabaseSync(state('state.sqlite'), { readOnly: true });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
  });

  test('comes up with rows, runs, models and endpoint, at the address that its programs know, and with what is new', async () => {
    expect(await atelier('up')).toMatchObject({ code: 0 });
    const { door, services, spaces } = await status();
    expect(door.url).toBe(`http://localhost:${doorPort}`);
    expect(services.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'front door ready',
      'tracking ready',
      'warehouse sales ready',
    ]);
    expect(spaces).toEqual([]);
    // The run that was under way may have logged its own by the time it was cut off.
    const mlflowRuns = expect.arrayContaining(before.mlflowRuns);
    expect({ ...(await kept()), runs: [] }).toEqual({ ...before, runs: [], mlflowRuns });
    expect(readdirSync(state(''))).toEqual(
      expect.arrayContaining(['audit', 'gateway', 'spaces', 'state.sqlite.version-2']),
    );
    expect((await json('person', 'invite', 'july')).url).toContain(`:${doorPort}/`);
    expect(await atelier('audit', '--verify')).toMatchObject({ code: 0 });
  });

  test('goes on with the run that was under way, from where it was', async () => {
    const finished = await atelier('run', 'sales', '--json');
    expect(finished).toMatchObject({ code: 0, err: expect.stringContaining('Going on with') });
    expect(finished.err).not.toContain('[1/8] load');
    expect(JSON.parse(finished.out).model.version).toBe(2);
  });

  test('is the same after it was down and up again', async () => {
    const now = await kept();
    await atelier('down');
    expect(await atelier('up')).toMatchObject({ code: 0 });
    expect(await kept()).toEqual(now);
    expect((await status()).door.url).toBe(`http://localhost:${doorPort}`);
  });
});

describe.each([
  ['state.sqlite', 'of the workspace'],
  ['gateway/state.sqlite', 'of the front door'],
])('the database %s', (name) => {
  const copy = () => readFileSync(state(name));

  test('of a later version is refused by "up" with a problem, and stays as it is', async () => {
    await atelier('down');
    const whole = copy();
    {
      using database = new DatabaseSync(state(name));
      database.exec('PRAGMA user_version = 900');
    }
    const later = copy();
    const { code, err } = await atelier('up');
    const left = copy();
    writeFileSync(state(name), whole);
    expect([code, err]).toEqual([1, expect.stringContaining('is of version 900; this Atelier knows versions up to')]);
    expect(left).toEqual(later);
  });

  test.each(['its first page', 'all of it'])('damaged, %s, is told of with a problem and what to do', async (what) => {
    const whole = copy();
    const damaged = Buffer.from(whole);
    damaged.fill(0x5a, 0, what === 'all of it' ? damaged.length : 4096);
    writeFileSync(state(name), damaged);
    const { code, err } = await atelier('up');
    writeFileSync(state(name), whole);
    expect([code, err]).toEqual([2, expect.stringMatching(/state\.sqlite cannot be read as what it was.*mv /s)]);
    expect(err).not.toMatch(/\n {4}at /);
    expect(existsSync(state('run/token'))).toBe(false);
  });
});
