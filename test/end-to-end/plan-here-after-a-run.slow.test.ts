import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlanHere } from '@atelier/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';
import { differenceOf } from './things-here.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;

beforeAll(async () => {
  const acme = fileURLToPath(new URL('../../examples/acme', import.meta.url));
  cpSync(acme, folder, {
    recursive: true,
    filter: (path) => !/\/(\.atelier|data)(\/|$)/.test(path.slice(acme.length)),
  });
  await atelier('sample-data', join(folder, 'data'), '--stores', '3', '--days', '300');
  for (const command of [['up'], ['run', 'sales-forecasting']]) {
    const { code, err } = await atelier(...command);
    if (code !== 0) throw new Error(err);
  }
}, 900_000);

afterAll(() => workspace.remove());

test('once a flow of the example has run, all that its plan names is on this machine, and nothing else', async () => {
  const plan = (await json('plan', '--target', 'local')) as unknown as PlanHere;
  expect(await differenceOf(workspace, plan, 'first-run')).toEqual({ missing: [], unnamed: [], twice: [] });
});
