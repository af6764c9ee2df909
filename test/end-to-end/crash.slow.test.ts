import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowReport } from '@atelier/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, workspaceFolder } from './command.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json, start } = workspace;

const flowYaml =
  'flow: sales\ninputs:\n  sales: { file: data/store_sales.csv }\nforecast: { horizon: 5, candidates: [seasonal-naive, ets] }\n';

beforeAll(async () => {
  writeFileSync(
    join(folder, 'atelier.yaml'),
    `workspace: crash\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  sales: { members: [lead], flows: [./sales.yaml] }\n`,
  );
  writeFileSync(join(folder, 'sales.yaml'), flowYaml);
  mkdirSync(join(folder, 'data'));
  await atelier('sample-data', 'data', '--stores', '4', '--days', '300');
});

afterAll(() => workspace.remove());

async function pids(): Promise<{ supervisor: number; tracking: number }> {
  const status = (await json('status')) as unknown as { pid: number; services: { pid: number }[] };
  return { supervisor: status.pid, tracking: Number(status.services[0]?.pid) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilItSays(run: Running, words: string): Promise<void> {
  await expect.poll(() => run.said.err, { timeout: 60_000 }).toContain(words);
}

test('two ups at once start one workspace, and both return when it is ready', async () => {
  const answers = await Promise.all([atelier('up'), atelier('up')]);
  expect(answers).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect((await json('status')).state).toBe('up');
});

test('a supervisor killed in the middle of a run loses nothing, and the run goes on where it was', async () => {
  await atelier('sql', 'sales', 'create table acknowledged as select 1 as kept');
  const before = await pids();
  const run = start('run', 'sales');
  await untilItSays(run, '[4/8] train');
  process.kill(before.supervisor, 'SIGKILL');
  expect(await run.ended).toMatchObject({ code: 2, err: expect.stringContaining('atelier up') });
  expect((await json('status')).state).toBe('down');

  expect(await atelier('up')).toMatchObject({ code: 0 });
  expect(isAlive(before.tracking)).toBe(false);
  expect((await atelier('sql', 'sales', 'from acknowledged', '--csv')).out).toBe('kept\n1\n');

  const finished = await atelier('run', 'sales', '--json');
  expect(finished).toMatchObject({ code: 0, err: expect.stringContaining('Going on with') });
  expect(finished.err).not.toContain('[1/8] load');
  const report = JSON.parse(finished.out) as Required<FlowReport>;
  expect(report.model.version).toBe(1);
  expect(report.batch.rows).toBe(4 * 5);
}, 180_000);

test('interrupting "atelier run" leaves the run running, and "atelier run" listens to it again', async () => {
  const run = start('run', 'sales');
  await untilItSays(run, '[1/8] load');
  run.interrupt();
  expect(await run.ended).toMatchObject({ code: 130, err: expect.stringContaining('The run goes on') });
  const report = (await json('run', 'sales')) as unknown as Required<FlowReport>;
  expect(report.model.version).toBe(2);
}, 180_000);

test('a workspace brought down in the middle of a run goes on with it once it is up', async () => {
  const run = start('run', 'sales');
  await untilItSays(run, '[4/8] train');
  await atelier('down');
  expect((await run.ended).code).toBe(2);
  await atelier('up');
  const finished = await atelier('run', 'sales', '--json');
  expect(finished.err).toContain('Going on with');
  expect(JSON.parse(finished.out).model.version).toBe(3);
}, 180_000);

test('a flow changed before its run had ended is run anew', async () => {
  const run = start('run', 'sales');
  await untilItSays(run, '[4/8] train');
  await atelier('down');
  await run.ended;
  await atelier('up');
  writeFileSync(join(folder, 'sales.yaml'), flowYaml.replace('horizon: 5', 'horizon: 4'));
  const finished = await atelier('run', 'sales', '--json');
  expect(finished.err).not.toContain('Going on with');
  expect(JSON.parse(finished.out).batch.rows).toBe(4 * 4);
}, 180_000);
