import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { apiClient, stateFolder } from '@atelier/local';
import { ask, beginKernel, type Visitor } from '../../test/end-to-end/kernel-at-door.ts';
import { personalTokens } from '../../test/end-to-end/personal-tokens.ts';
import { idleMemory } from '../up/idle-memory.ts';
import { type Counter, callAtOnce } from './callers.ts';
import { startPlainLab } from './plain-lab.ts';

/**
 * Twenty people with a space and a kernel each, while 200 ask SQL at once, half of them at the sockets of the spaces and half
 * with tokens at the front door; beside that, the same SQL at the supervisor's own socket. Then forty spaces where nobody works:
 * what each opening took, one after the other and twenty at once, beside JupyterLab started by hand, what they hold in memory, and how soon all are back after a
 * restart.
 *
 * The number of spaces may be given, and half of them have kernels: node bench/spaces/run.ts 40
 */

const spaces = Number(process.argv[2] ?? 40);
const working = spaces / 2;
const plainLabs = 5;
const load = { callers: 200, asks: 6000, path: '/projects/sales/sql' };
const turns = 3;
const sql = 'select store, sum(amount)::bigint as total from sold group by store order by store';
/** A cell that has its kernel ask the warehouse, as people do, for as long as the load takes. */
const cell = `import os, time, requests
api, asked = os.environ["ATELIER_API"], 0
for turn in range(10):
    assert requests.post(api + "/projects/sales/sql", json={"sql": "select 42 as n"}).text.count("42") == 1
    asked += 1
    time.sleep(0.5)
print(asked)`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-spaces-'));
const state = stateFolder(join(folder, 'atelier.yaml'));
const people = Array.from({ length: spaces }, (_, index) => `person-${index}`);

function atelier(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(join(root, 'atelier'), args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`atelier ${args.join(' ')}: ${stderr}`);
  return stdout;
}

interface Status {
  readonly pid: number;
  readonly door: { readonly url: string };
}

function status(): Status {
  return JSON.parse(atelier('status', '--json'));
}

/** Everybody with a token of theirs, as the front door keeps them. */
function visitors({ door }: Status): readonly Visitor[] {
  const tokens = personalTokens(folder, people);
  return people.map((person, index) => ({ url: door.url, token: tokens[index] ?? '', person, project: 'sales' }));
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
}

async function openOneAfterTheOther(some: readonly Visitor[]): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (const one of some) {
    seconds.push(await secondsOf(() => ask(one, 'PUT', `/spaces/${one.person}/${one.project}`, {})));
  }
  return seconds;
}

async function openAllAtOnce(some: readonly Visitor[]): Promise<readonly number[]> {
  return (await Promise.all(some.map((one) => openOneAfterTheOther([one])))).flat();
}

function summary(seconds: readonly number[]) {
  const sorted = seconds.toSorted((one, other) => one - other);
  const rounded = (value = Number.NaN) => Math.round(value * 100) / 100;
  return { medianSeconds: rounded(sorted[Math.floor(sorted.length / 2)]), maxSeconds: rounded(sorted.at(-1)) };
}

/** The load at the doors and at the supervisor's own socket, turn by turn, while each kernel runs a cell that asks too. */
async function underLoad(some: readonly Visitor[]) {
  const kernels = await Promise.all(some.map(beginKernel));
  const port = Number(new URL(some[0]?.url ?? '').port);
  const host = { host: `localhost:${port}` };
  const tokens = some.map(({ token }): Counter => {
    return { at: { port }, headers: { ...host, authorization: `Bearer ${token}` } };
  });
  const sockets = readdirSync(state.spaceDoors).map((name): Counter => {
    return { at: { socketPath: join(state.spaceDoors, name, 'warehouse.sock') }, headers: { host: 'localhost' } };
  });
  const supervisor: Counter = { at: { socketPath: state.apiSocket }, headers: { host: 'localhost' } };
  const [throughDoors, straight, cells]: [object[], object[], string[]] = [[], [], []];
  for (let turn = 0; turn < turns; turn += 1) {
    const printed = Promise.all(kernels.map((kernel) => kernel.run(cell)));
    throughDoors.push(await callAtOnce([...tokens, ...sockets], { ...load, sql }));
    cells.push(...(await printed));
    straight.push(await callAtOnce([supervisor], { ...load, sql }));
  }
  const memory = idleMemory(status().pid).pssMiB;
  await Promise.all(kernels.map((kernel) => kernel.end()));
  const cellsAsked = cells.reduce((sum, each) => sum + Number(each), 0);
  return { kernels: kernels.length, ...load, throughDoors, straight, cellsAsked, memoryMiB: memory };
}

/** Seconds from the start of "up" until every space that was open is ready again. */
async function backAgain(): Promise<number> {
  atelier('down');
  return await secondsOf(async () => {
    atelier('up');
    const isReady = async () =>
      (await apiClient(state).status()).spaces.filter(({ service }) => service.state === 'ready').length === spaces;
    while (!(await isReady())) await setTimeout(500);
  });
}

writeFileSync(
  join(folder, 'atelier.yaml'),
  `workspace: bench
studio: { idleStop: off }
people: { lead: { role: lead-data-scientist }, ${people.map((person) => `${person}: { role: data-engineer }`).join(', ')} }
projects: { sales: { members: [lead, ${people.join(', ')}] } }
`,
);
try {
  atelier('up');
  atelier('sql', 'sales', 'create table sold as select i % 20 as store, i as amount from range(100000) t(i)');
  const everybody = visitors(status());
  const alone: number[] = [];
  let plainMiB = 0;
  for (let turn = 0; turn < plainLabs; turn += 1) {
    let lab: Awaited<ReturnType<typeof startPlainLab>> | undefined;
    alone.push(
      await secondsOf(async () => {
        lab = await startPlainLab(join(root, '.venv/bin/python'));
      }),
    );
    plainMiB = idleMemory(lab?.pid ?? 0).pssMiB;
    await lab?.stop();
  }
  const workingOpened = await openOneAfterTheOther(everybody.slice(0, working));
  const loadBefore = loadavg()[0];
  const withLoad = await underLoad(everybody.slice(0, working));
  const others = await openAllAtOnce(everybody.slice(working));
  await setTimeout(10_000);
  const { pssMiB } = idleMemory(status().pid);
  const backSeconds = await backAgain();
  const result = {
    load: { loadAverageBefore: loadBefore, ...withLoad },
    opening: { oneAfterTheOther: summary(workingOpened), allAtOnce: summary(others), plainLab: summary(alone) },
    idle: { spaces, pssMiB, plainLabMiB: plainMiB },
    backAgainSeconds: Math.round(backSeconds * 10) / 10,
  };
  console.log(
    JSON.stringify(
      { ...result, all: { oneAfterTheOther: workingOpened, allAtOnce: others, plainLab: alone } },
      null,
      2,
    ),
  );
} finally {
  spawnSync(join(root, 'atelier'), ['down'], { cwd: folder });
  rmSync(folder, { recursive: true });
}
