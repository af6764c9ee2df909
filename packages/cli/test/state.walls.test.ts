import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { recordingIo } from './recording-io.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'));
  writeFileSync(
    join(folder, 'atelier.yaml'),
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], flows: [f.yaml] } }\n',
  );
  writeFileSync(join(folder, 'f.yaml'), 'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }\n');
});

afterEach(async () => {
  await atelier('down');
  rmSync(folder, { recursive: true });
});

async function atelier(...args: readonly string[]) {
  const io = recordingIo(folder);
  return { code: await run(args, io), said: io.said.out + io.said.err };
}

const garbage = Buffer.from(Array.from({ length: 8000 }, (_, index) => (index * 197 + 11) % 251));
const at = (name: string) => join(folder, name);
const links = (name: string, target: string) => symlinkSync(target, at(name));

/** Obstacles put at each place of the state, which must be refused for it unless `harmless` lists them. */
const kinds: Readonly<Record<string, (name: string) => void>> = {
  'a file': (name) => writeFileSync(at(name), 'x'),
  'a folder': (name) => mkdirSync(at(name)),
  'a pipe': (name) => void execFileSync('mkfifo', [at(name)]),
  'a link to nothing': (name) => links(name, 'nothing'),
  'a link to a folder': (name) => links(name, tmpdir()),
  'a link to a file': (name) => links(name, '/etc/hosts'),
  'a link to itself': (name) => links(name, name.split('/').at(-1) ?? ''),
  'a link to a device': (name) => links(name, '/dev/zero'),
  'a damaged file': (name) => writeFileSync(at(name), garbage),
};
const folders = ['.atelier', '.atelier/run', '.atelier/logs', '.atelier/tracking', '.atelier/projects'];
const files = ['.atelier/state.sqlite', '.atelier/run/lock.sqlite', '.atelier/logs/supervisor.log'];
const sockets = ['.atelier/run/control.sock', '.atelier/run/api.sock'];

/** Cases that are no damage at all: the log says whatever it says, and an empty lock is one. */
const harmless = [
  '.atelier/state.sqlite a file',
  '.atelier/run/lock.sqlite a file',
  '.atelier/logs/supervisor.log a file',
  '.atelier/logs/supervisor.log a damaged file',
  ...sockets.flatMap((place) => ['a file', 'a damaged file', 'a pipe'].map((kind) => `${place} ${kind}`)),
];

const attempts = [...folders, ...files, ...sockets]
  .flatMap((place) => Object.keys(kinds).map((kind) => [kind, place] as const))
  .filter(([kind, place]) => !(folders.includes(place) && kind === 'a folder'))
  .filter(([kind, place]) => !harmless.includes(`${place} ${kind}`));

function prepare(place: string): void {
  for (const made of place
    .split('/')
    .slice(0, -1)
    .map((_, depth, all) => all.slice(0, depth + 1).join('/')))
    mkdirSync(at(made), { mode: 0o700 });
}

const asking = [
  ['status'],
  ['sql', 'sales', 'select 1'],
  ['run', 'sales'],
  ['logs'],
  ['logs', 'supervisor'],
  ['down'],
] as const;

describe.each(attempts)('%s in the place of %s', (kind, place) => {
  test('is refused by "up" with its name, what is accepted and a fix, and nothing hangs or is a bug', async () => {
    prepare(place);
    kinds[kind]?.(place);
    const { code, said } = await atelier('up');
    expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining(at(place)) });
    expect(said).toMatch(/accepted is|cannot be read as what it was/);
    expect(said).toContain('\n-> ');
    expect(said).not.toMatch(/bug of Atelier|at .*\.ts:\d+/);
    await expect.poll(supervisors, { timeout: 60_000 }).toEqual([]);
  });

  test('makes no other command hang or end as a bug', async () => {
    prepare(place);
    kinds[kind]?.(place);
    for (const command of asking) {
      const { code, said } = await atelier(...command);
      expect([0, 1, 2], said).toContain(code);
      expect(said).not.toMatch(/bug of Atelier|at .*\.ts:\d+/);
    }
  });
});

test.each(harmless)('%s: the workspace comes up all the same', async (named) => {
  const [place = '', ...kind] = named.split(/ (.*)/s);
  prepare(place);
  kinds[kind[0] ?? '']?.(place);
  expect(await atelier('up')).toMatchObject({ code: 0 });
});

test('what is written down of the holder of the lock may be anything', async () => {
  for (const text of ['', '{', '[]', '{"pid": -1}', '{"pid": 1, "startedAt": "1", "purpose": "supervise"}']) {
    prepare('.atelier/run/holder.json');
    writeFileSync(at('.atelier/run/holder.json'), text);
    expect(await atelier('down')).toMatchObject({ code: 0 });
    rmSync(at('.atelier'), { recursive: true });
  }
});

test('each fix is done and the workspace comes up: a damaged journal is moved away, a damaged lock removed', async () => {
  prepare('.atelier/run/lock.sqlite');
  writeFileSync(at('.atelier/run/lock.sqlite'), garbage);
  writeFileSync(at('.atelier/state.sqlite'), garbage);
  const fixes = [/(rm \S+lock\.sqlite)/, /\((mv [^)]+)\)/];
  for (const fix of fixes) {
    const { code, said } = await atelier('up');
    expect(code).toBe(2);
    execFileSync('sh', ['-c', fix.exec(said)?.[1] ?? 'false']);
  }
  expect(await atelier('up')).toMatchObject({ code: 0 });
});

test('a supervisor that is killed while it starts is said to have been killed, and an old line is no reason', async () => {
  prepare('.atelier/logs/supervisor.log');
  writeFileSync(at('.atelier/logs/supervisor.log'), 'Error: of another time\n    at nowhere (file.ts:1:1)\n');
  const going = atelier('up');
  await expect.poll(supervisors, { timeout: 60_000, interval: 20 }).toHaveLength(1);
  for (const pid of supervisors()) process.kill(pid, 'SIGKILL');
  const { code, said } = await going;
  expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining('by SIGKILL') });
  expect(said).not.toContain('of another time');
});

/** Processes that are the supervisor of this test's workspace. */
function supervisors(): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => commandOf(pid).endsWith(`\0supervise\0--file\0${join(folder, 'atelier.yaml')}\0`));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

describe('state that is taken away while the workspace is up', () => {
  const marked = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('supervise');
    } catch {
      return false;
    }
  };
  const pidOf = async (cwd: string) => {
    const io = recordingIo(cwd);
    await run(['status', '--json'], io);
    return (JSON.parse(io.said.out) as { pid: number }).pid;
  };

  test.each<[string, () => void]>([
    ['its sockets removed', () => rmSync(at('.atelier/run'), { recursive: true })],
    ['everything removed', () => rmSync(at('.atelier'), { recursive: true })],
    ['everything moved', () => renameSync(at('.atelier'), at('moved'))],
  ])(
    'ends its supervisor, and the next "up" is the only one: %s',
    async (_what, takeAway) => {
      expect(await atelier('up')).toMatchObject({ code: 0 });
      const first = await pidOf(folder);
      takeAway();
      await expect.poll(() => marked(first), { timeout: 60_000 }).toBe(false);
      expect(await atelier('up')).toMatchObject({ code: 0 });
      expect(await pidOf(folder)).not.toBe(first);
      expect(await atelier('sql', 'sales', 'select 42')).toMatchObject({ code: 0 });
    },
    180_000,
  );
});

test('a damaged warehouse of one project leaves the others theirs, and "up", "status" and its SQL say so', async () => {
  writeFileSync(
    at('atelier.yaml'),
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] }, stock: { members: [ana] } }\n',
  );
  mkdirSync(at('.atelier/projects/stock/warehouse'), { recursive: true, mode: 0o700 });
  writeFileSync(at('.atelier/projects/stock/warehouse/warehouse.duckdb'), garbage);
  const failed = /warehouse stock +failed +The warehouse of stock cannot be opened: .*not a valid DuckDB database file/;
  expect(await atelier('up')).toMatchObject({ code: 2, said: expect.stringMatching(failed) });
  expect(await atelier('status')).toMatchObject({ said: expect.stringMatching(/project stock +failed/) });
  expect(await atelier('sql', 'sales', 'select 42')).toMatchObject({ code: 0 });
  expect(await atelier('sql', 'stock', 'select 42')).toMatchObject({ code: 2, said: expect.stringContaining('-> ') });
  rmSync(at('.atelier/projects/stock/warehouse/warehouse.duckdb'));
  expect(await atelier('up')).toMatchObject({ code: 0 });
  expect(await atelier('sql', 'stock', 'select 42')).toMatchObject({ code: 0 });
}, 300_000);
