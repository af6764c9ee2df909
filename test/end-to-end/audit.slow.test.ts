import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;
const logs = join(folder, '.atelier', 'audit');
const supervisors = join(logs, 'supervisor', '000001.jsonl');

beforeAll(async () => {
  writeFileSync(
    join(folder, 'atelier.yaml'),
    'workspace: shops\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  sales: { members: [lead] }\n',
  );
  const up = await atelier('up');
  if (up.code !== 0) throw new Error(up.err);
});

afterAll(() => workspace.remove());

async function recorded(...args: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const { out } = await atelier('audit', '--json', ...args);
  return out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

test('what the owner asks for is recorded, and looking at what is up is not', async () => {
  await atelier('sql', 'sales', 'select 1');
  await atelier('status');
  expect(await recorded()).toMatchObject([
    { writer: 'supervisor', who: 'owner', action: 'warehouse.query', resource: 'project sales', allowed: true },
  ]);
});

test('what comes through the front door is recorded there', async () => {
  const { url, tokenFile } = (await json('status')).door as unknown as { url: string; tokenFile: string };
  const authorization = `Bearer ${readFileSync(tokenFile, 'utf8')}`;
  const search = `${url}/projects/sales/tracking/api/2.0/mlflow/experiments/search?max_results=1`;
  expect((await fetch(search, { headers: { authorization, connection: 'close' } })).status).toBe(200);
  expect((await recorded()).filter(({ writer }) => writer === 'front-door')).toMatchObject([
    { who: 'owner', by: "owner's token", allowed: true, request: expect.not.stringContaining('max_results') },
  ]);
});

/** Processes of this workspace that are the front door's own. */
function frontDoors(): readonly string[] {
  const marked = `ATELIER_STATE=${join(folder, '.atelier')}`;
  const text = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return '';
    }
  };
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && text(name, 'environ').includes(marked));
  return all.filter((pid) => /^[^\0]*node\0.*gateway/.test(text(pid, 'cmdline')));
}

test('the front door sees its own log and not the supervisor’s', async () => {
  const { missingWalls } = await json('status');
  const pids = frontDoors();
  expect(pids).toHaveLength(1);
  const seen = readdirSync(join(`/proc/${pids[0]}/root`, logs));
  // Where there are no namespaces the process closes itself, and its root is everybody's.
  if ((missingWalls as unknown as unknown[]).length === 0) expect(seen).toEqual(['front-door']);
});

test('a workspace that cannot write down what it decides does nothing, and goes down all the same', async () => {
  linkSync(supervisors, `${supervisors}.other`);
  for (const sql of ['select 1', 'create table t as select 1 as one']) {
    const { code, out } = await atelier('sql', 'sales', sql, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([2, { problem: { code: 'AuditNotWritten', whose: 'machine' } }]);
  }
  expect((await atelier('down')).code).toBe(0);
  expect((await json('status')).state).toBe('down');
  expect((await atelier('up')).code).toBe(2);
  rmSync(`${supervisors}.other`);
  expect((await atelier('up')).code).toBe(0);
  const { out } = await atelier('sql', 'sales', 'show tables', '--json');
  expect(out).not.toContain('"t"');
  expect((await atelier('audit', '--verify')).code).toBe(0);
});

test('a log that was changed while the workspace was down is said to be broken, and goes on in another file', async () => {
  await atelier('down');
  writeFileSync(supervisors, readFileSync(supervisors, 'utf8').replace('project sales', 'project costs'));
  expect((await atelier('audit', '--verify')).code).toBe(1);
  await atelier('up');
  await atelier('sql', 'sales', 'select 2');
  expect(readdirSync(join(logs, 'supervisor')).toSorted()).toEqual(['000001.jsonl', '000002.jsonl']);
  expect((await atelier('logs', 'supervisor')).out).toContain(`line 2 of ${supervisors}: it was changed`);
  const { code, out } = await atelier('audit', '--verify');
  expect([code, out]).toEqual([1, expect.stringContaining(`supervisor: ${supervisors}, line 2: it was changed.`)]);
});
