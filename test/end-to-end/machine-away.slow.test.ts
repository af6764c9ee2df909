import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowReport } from '@atelier/core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Running, workspaceFolder } from './command.ts';

// A step is tried six times, and each waits a minute for an answer: some eight minutes until its run fails.
vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 240_000 });

const workspace = workspaceFolder();
const { path: folder, atelier, json, start } = workspace;

beforeAll(async () => {
  writeFileSync(
    join(folder, 'atelier.yaml'),
    'workspace: away\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  sales: { members: [lead], flows: [./sales.yaml] }\n',
  );
  const inputs = 'inputs:\n  sales: { file: data/store_sales.csv }\n';
  writeFileSync(
    join(folder, 'sales.yaml'),
    `flow: sales\n${inputs}forecast: { horizon: 5, candidates: [seasonal-naive] }\n`,
  );
  mkdirSync(join(folder, 'data'));
  await atelier('sample-data', 'data', '--stores', '4', '--days', '300');
  const up = await atelier('up');
  if (up.code !== 0) throw new Error(up.err);
});

afterAll(() => workspace.remove());

/** End every tracking server of the workspace, also one that has not begun to answer. */
function killTracking(): void {
  const mark = `ATELIER_STATE=${join(folder, '.atelier')}`;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      const isOurs = environment.split('\0').includes(mark);
      // Known by its scratch folder: in the words of its sandbox, or its own where there are no namespaces.
      const words = environment + readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (isOurs && words.includes('scratch/tracking')) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile, or is another user's.
    }
  }
}

async function untilItSays(run: Running, words: string): Promise<void> {
  await expect.poll(() => run.said.err, { timeout: 120_000 }).toContain(words);
}

/** The finished training of the last run: which file it is, and when it was written. */
function training() {
  const runs = join(folder, '.atelier/projects/sales/flows/sales');
  const last = readdirSync(runs).toSorted().at(-1) ?? '';
  const { ino, mtimeMs } = statSync(join(runs, last, 'training/training.json'));
  return { last, ino, mtimeMs };
}

test('a run whose tracking server stays away fails for the machine, keeps its training, and is gone on with', async () => {
  const run = start('run', 'sales');
  await untilItSays(run, '[2/8] merge');
  const killing = setInterval(killTracking, 100);
  const failed = await run.ended;
  clearInterval(killing);
  expect(failed).toMatchObject({ code: 2, err: expect.stringContaining('goes on with the step train') });
  expect(failed.err).toContain('tries again in');
  const trained = training();

  const isReady = async () =>
    ((await json('status')) as unknown as { services: { state: string }[] }).services[0]?.state;
  await expect.poll(isReady, { timeout: 180_000, interval: 1000 }).toBe('ready');
  const again = await atelier('run', 'sales', '--json');
  expect(again).toMatchObject({ code: 0, err: expect.stringContaining('Going on with') });
  expect(again.err).not.toMatch(/\[1\/8\] load|backtest/);
  expect(training()).toEqual(trained);
  expect((JSON.parse(again.out) as Required<FlowReport>).model.version).toBe(1);
});
