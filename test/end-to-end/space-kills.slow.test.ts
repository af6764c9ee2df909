import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';
import { ask, beginKernel, type Kernel, openKernel, type Visitor } from './kernel-at-door.ts';
import { personalTokens } from './personal-tokens.ts';

const patience = { timeout: 60_000, interval: 250 };
const people = ['july', 'anna', 'john'] as const;

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;
const visitors = {} as Record<(typeof people)[number], Visitor>;
let [july, anna] = [] as unknown as [Kernel, Kernel];

interface Service {
  readonly state: string;
  readonly pid: number;
  readonly restarts: number;
}
interface Status {
  readonly pid: number;
  readonly services: readonly (Service & { readonly name: string })[];
  readonly spaces: readonly { readonly person: string; readonly service: Service }[];
}

const status = async () => (await json('status')) as unknown as Status;
/** What each takes changes from look to look. */
const servicesIn = ({ spaces }: Status) => spaces.map(({ person, service }) => ({ person, service }));
const serviceOf = async (name: string) => (await status()).services.find((one) => one.name === name);
const spaceOf = async (person: string) => (await status()).spaces.find((one) => one.person === person)?.service;

/** Processes below another one, with what each runs. */
function below(pid: number): readonly { readonly pid: number; readonly command: string }[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [
    { pid: child, command: readFileSync(`/proc/${child}/cmdline`, 'utf8').replaceAll('\0', ' ') },
    ...below(child),
  ]);
}

async function inJulys(what: RegExp, index: number): Promise<number> {
  const all = below((await spaceOf('july'))?.pid ?? 0).filter(({ command }) => what.test(command));
  const found = all.at(index);
  if (found === undefined) throw new Error(`no ${what} in the space of july`);
  return found.pid;
}

/** A cell that logs a metric again and again, and writes down what was acknowledged, until told to stop. */
const logging = (name: string) => `import mlflow, os, threading, time
client = mlflow.MlflowClient()
def log():
    run = client.create_run(client.create_experiment("${name}")).info.run_id
    for step in range(100000):
        client.log_metric(run, "m", float(step), step=step)
        with open("${name}.acked", "a") as acked: acked.write(f"{run} {step}\\n")
        if os.path.exists("${name}.stop"): break
    with open("${name}.ended", "w") as ended: ended.write("ended")
threading.Thread(target=log).start()`;
const inHome = (name: string) => join(folder, '.atelier/spaces/july/sales', name);
const linesIn = (name: string): readonly string[] => {
  try {
    return readFileSync(inHome(name), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
};

/** Whether tracking has each step that a space was told it has. */
async function areAllLogged(name: string): Promise<void> {
  await july.run(`open("${name}.stop", "w").close()`);
  await expect.poll(() => linesIn(`${name}.ended`), patience).toEqual(['ended']);
  const printed = await july.run(`acked = [line.split() for line in open("${name}.acked")]
logged = {metric.step for metric in client.get_metric_history(acked[0][0], "m")}
print(len(acked) > 0, [step for _, step in acked if int(step) not in logged])`);
  expect(printed).toBe('True []\n');
}

/** Insert numbers by a token at the front door until told to stop; resolves to those that were acknowledged. */
function inserting(from: number): () => Promise<readonly number[]> {
  const acknowledged: number[] = [];
  let isOver = false;
  const insert = async () => {
    for (let n = from; !isOver; n += 1) {
      const sql = { sql: `insert into acknowledged values (${n})` };
      const done = ask(visitors.john, 'POST', '/projects/sales/sql', sql);
      await done.then(
        (said) => said.includes('"problem"') || acknowledged.push(n),
        () => undefined,
      );
    }
  };
  const end = insert();
  return async () => {
    isOver = true;
    await end;
    return acknowledged;
  };
}

async function areAllThere(numbers: readonly number[]): Promise<void> {
  expect(numbers.length).toBeGreaterThan(0);
  const { rows } = (await json('sql', 'sales', 'select n from acknowledged')) as unknown as {
    rows: readonly { readonly n: number }[];
  };
  const there = new Set(rows.map(({ n }) => Number(n)));
  expect(numbers.filter((n) => !there.has(n))).toEqual([]);
}

const untilLogged = (name: string, lines: number) =>
  expect.poll(() => linesIn(`${name}.acked`).length, patience).toBeGreaterThan(lines);

/** Nobody else's is touched by what happens in a test: the same server, the same kernel, the same memory. */
async function annasIsUntouched(work: () => Promise<void>): Promise<void> {
  const before = await spaceOf('anna');
  await work();
  expect(await spaceOf('anna')).toEqual(before);
  expect(await anna.run('print(mine)')).toBe('here\n');
}

beforeAll(async () => {
  writeFileSync(
    join(folder, 'atelier.yaml'),
    `workspace: kills
studio: { idleStop: off }
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist }, anna: { role: data-scientist }, john: { role: data-engineer } }
projects: { sales: { members: [lead, july, anna, john] } }
`,
  );
  const up = await atelier('up');
  if (up.code !== 0) throw new Error(up.err);
  await atelier('sql', 'sales', 'create table acknowledged (n integer)');
  const { door } = (await json('status')) as unknown as { door: { url: string } };
  const tokens = personalTokens(folder, people);
  for (const [index, person] of people.entries()) {
    visitors[person] = { url: door.url, token: tokens[index] ?? '', person, project: 'sales' };
  }
  for (const person of ['july', 'anna'] as const) await ask(visitors[person], 'PUT', `/spaces/${person}/sales`, {});
  [july, anna] = [await beginKernel(visitors.july), await beginKernel(visitors.anna)];
  await july.run('mine = "here"');
  await anna.run('mine = "here"');
  await ask(visitors.july, 'PUT', '/spaces/july/sales/api/contents/kept.ipynb', {
    type: 'notebook',
    content: { cells: [], metadata: { kept: true }, nbformat: 4, nbformat_minor: 5 },
  });
}, 300_000);

afterAll(() => workspace.remove());

const isNotebookThere = async () =>
  expect(await ask(visitors.july, 'GET', '/spaces/july/sales/api/contents/kept.ipynb')).toContain('"kept"');

describe('killed with SIGKILL while spaces are at work', () => {
  test('the front door: spaces, cells and runs go on, their sockets work again, and websockets are opened again', async () => {
    await july.run(logging('door'));
    await untilLogged('door', 5);
    const stop = inserting(0);
    const [before, spaces] = [await serviceOf('front door'), servicesIn(await status())];
    const cell = july.run('import time; time.sleep(3); finished = "while nobody looked"').catch(() => 'cut off');
    process.kill(below(before?.pid ?? 0).at(-1)?.pid ?? 0, 'SIGKILL');
    await expect.poll(async () => (await serviceOf('front door'))?.restarts, patience).toBe(1);
    expect(await cell).toBe('cut off');
    const seen = linesIn('door.acked').length;
    await untilLogged('door', seen + 5);
    [july, anna] = [await openKernel(visitors.july, july.id), await openKernel(visitors.anna, anna.id)];
    await expect.poll(() => july.run('print(finished)'), patience).toBe('while nobody looked\n');
    expect(await july.run('print(mine)')).toBe('here\n');
    expect(await anna.run('print(mine)')).toBe('here\n');
    expect(servicesIn(await status())).toEqual(spaces);
    await areAllThere(await stop());
    await areAllLogged('door');
  });

  test('tracking: what a space was told is logged is there, and no space is touched', async () => {
    await annasIsUntouched(async () => {
      await july.run(logging('tracking'));
      await untilLogged('tracking', 5);
      const tracking = await serviceOf('tracking');
      process.kill(below(tracking?.pid ?? 0).at(-1)?.pid ?? 0, 'SIGKILL');
      await expect.poll(async () => (await serviceOf('tracking'))?.restarts, patience).toBe(1);
      const seen = linesIn('tracking.acked').length;
      await untilLogged('tracking', seen + 5);
      await areAllLogged('tracking');
    });
  });

  test('a kernel: Jupyter starts it again, and its server and all others go on', async () => {
    await annasIsUntouched(async () => {
      const before = await spaceOf('july');
      const cell = july.run('time.sleep(60)').catch(() => 'cut off');
      process.kill(await inJulys(/ipykernel/, 0), 'SIGKILL');
      await expect
        .poll(async () => (await openKernel(visitors.july, july.id)).run('print("again")'), patience)
        .toBe('again\n');
      july = await openKernel(visitors.july, july.id);
      expect(await july.run('print("mine" in globals())')).toBe('False\n');
      expect(await spaceOf('july')).toEqual(before);
      await isNotebookThere();
      void cell;
    });
  });

  test.each([
    ["a space's server, with its bridge", /atelier\.worker/, -1],
    ["the first process of a space's sandbox", /bwrap/, 0],
  ])('%s: the space is started again with what was saved, and works', async (_, what, index) => {
    await annasIsUntouched(async () => {
      const before = await spaceOf('july');
      process.kill(await inJulys(what, index), 'SIGKILL');
      await expect
        .poll(async () => await spaceOf('july'), patience)
        .toMatchObject({ state: 'ready', restarts: (before?.restarts ?? 0) + 1 });
      await isNotebookThere();
      july = await beginKernel(visitors.july);
      const asking = `import os, requests
print(requests.post(os.environ["ATELIER_API"] + "/projects/sales/sql", json={"sql": "select 41 + 1 as n"}).status_code)`;
      expect(await july.run(asking)).toBe('200\n');
    });
  });

  test('the supervisor: after "atelier up" spaces, tokens, notebooks, runs and rows are there, and the audit is whole', async () => {
    await july.run(logging('supervisor'));
    await untilLogged('supervisor', 5);
    const stop = inserting(1_000_000);
    await expect.poll(async () => (await atelier('status')).code, patience).toBe(0);
    process.kill((await status()).pid, 'SIGKILL');
    const acknowledged = await stop();
    expect(await atelier('up')).toMatchObject({ code: 0 });
    for (const person of ['july', 'anna'])
      await expect.poll(async () => (await spaceOf(person))?.state, patience).toBe('ready');
    await isNotebookThere();
    july = await beginKernel(visitors.july);
    await areAllThere(acknowledged);
    const lost = await july.run(`import mlflow
client = mlflow.MlflowClient()
acked = [line.split() for line in open("supervisor.acked")]
logged = {metric.step for metric in client.get_metric_history(acked[0][0], "m")}
print([step for _, step in acked if int(step) not in logged])`);
    expect(lost).toMatch(/^\[\]\n$/m);
    expect(await atelier('audit', '--verify')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/front-door\s+whole/),
    });
    const entries = (await atelier('audit', '--person', 'john', '--json')).out.trim().split('\n');
    expect(entries.length).toBeGreaterThanOrEqual(acknowledged.length);
  });
});
