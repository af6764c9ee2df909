import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@atelier/problem';
import { beforeAll, expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import { endOrphans } from '../../src/processes/orphans.ts';
import { runWorker, type WorkerContext, type WorkerProgress } from '../../src/worker/run-worker.ts';
import { newHost } from '../sandboxed-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'sample-'));
let host: Host;

beforeAll(async () => {
  host = await newHost();
});

function newContext(signal = new AbortController().signal): WorkerContext & { readonly heard: WorkerProgress[] } {
  const heard: WorkerProgress[] = [];
  const tell = (progress: WorkerProgress) => void heard.push(progress);
  const sandbox = { readWrite: [folder], reach: 'nothing', processes: 'one' } as const;
  return { host, sandbox, log: join(host.state.logs, 'worker.log'), signal, heard, tell };
}

test('a step reports its progress and its result', async () => {
  const context = newContext();
  const result = await runWorker({ step: 'sample-data', folder, stores: 2, days: 30, seed: 1 }, context);
  expect(result).toMatchObject({ files: { store_sales: join(folder, 'store_sales.csv') } });
  expect(context.heard.at(-1)).toMatchObject({ what: expect.any(String), done: expect.any(Number) });
});

test('what a step finds wrong with its input comes back as the problem it is', async () => {
  await expect(
    runWorker({ step: 'sample-data', folder, stores: 0, days: 30, seed: 1 }, newContext()),
  ).rejects.toMatchObject({
    name: 'Problem',
    whose: 'yours',
    fix: expect.any(String),
  });
});

test("a step that is killed is the machine's problem, and names its log", async () => {
  const context = newContext();
  const result = runWorker({ step: 'sample-data', folder, stores: 400, days: 3000, seed: 1 }, context);
  const expectation = expect(result).rejects.toMatchObject({
    code: 'WorkerDied',
    whose: 'machine',
    message: expect.stringContaining('SIGKILL'),
    fix: expect.stringContaining(context.log),
  });
  await expect.poll(() => endOrphans(context.host.state.root)).toBe(1);
  await expectation;
});

test('a step that fails by a mistake of ours is no problem for anybody to act on, and its trace is in the log', async () => {
  const context = newContext();
  const failure: unknown = await runWorker({ step: 'batch' }, context).catch((error) => error);
  expect(failure).not.toBeInstanceOf(Problem);
  expect(failure).toMatchObject({ message: expect.stringContaining(context.log) });
  expect(readFileSync(context.log, 'utf8')).toContain('Traceback');
});

test('a step is ended when nobody wants its result any more', async () => {
  const stop = new AbortController();
  const result = runWorker({ step: 'sample-data', folder, stores: 400, days: 3000, seed: 1 }, newContext(stop.signal));
  stop.abort(new Error('enough'));
  await expect(result).rejects.toThrow('enough');
});
