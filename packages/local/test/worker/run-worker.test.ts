import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findHost } from '../../src/host.ts';
import { createStateFolder, stateFolder } from '../../src/state-folder.ts';
import { runWorker, type WorkerContext, type WorkerProgress } from '../../src/worker/run-worker.ts';

function newContext(signal = new AbortController().signal): WorkerContext & { readonly heard: WorkerProgress[] } {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  const state = stateFolder(join(folder, 'atelier.yaml'));
  createStateFolder(state);
  const heard: WorkerProgress[] = [];
  const tell = (progress: WorkerProgress) => void heard.push(progress);
  return { host: findHost(state, process.env), log: join(state.logs, 'worker.log'), signal, heard, tell };
}

test('a step reports its progress and its result', async () => {
  const context = newContext();
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));
  const result = await runWorker({ step: 'sample-data', folder, stores: 2, days: 30, seed: 1 }, context);
  expect(result).toMatchObject({ files: { store_sales: join(folder, 'store_sales.csv') } });
  expect(context.heard.at(-1)).toMatchObject({ what: expect.any(String), done: expect.any(Number) });
});

test('what a step finds wrong with its input comes back as the problem it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));
  await expect(
    runWorker({ step: 'sample-data', folder, stores: 0, days: 30, seed: 1 }, newContext()),
  ).rejects.toMatchObject({
    name: 'Problem',
    whose: 'yours',
    fix: expect.any(String),
  });
});

test("a step that dies without a word is the machine's problem and names its log", async () => {
  const context = newContext();
  await expect(runWorker({ step: 'batch' }, context)).rejects.toMatchObject({
    code: 'WorkerDied',
    whose: 'machine',
    fix: expect.stringContaining(context.log),
  });
});

test('a step is ended when nobody wants its result any more', async () => {
  const stop = new AbortController();
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));
  const result = runWorker({ step: 'sample-data', folder, stores: 400, days: 3000, seed: 1 }, newContext(stop.signal));
  stop.abort(new Error('enough'));
  await expect(result).rejects.toThrow('enough');
});
