import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputSpec } from '@atelier/core';
import { beforeEach, expect, test } from 'vitest';
import { openInputs } from '../../src/flow/open-inputs.ts';

let base: string;
let folder: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'inputs-'));
  folder = join(base, 'workspace');
  mkdirSync(folder);
  writeFileSync(join(base, 'outside.csv'), 'hidden');
  writeFileSync(join(folder, 'sales.csv'), 'own');
});

const input = (name: string): InputSpec => ({
  file: join(folder, name),
  within: folder,
  columns: {},
  constants: {},
  dateFormat: 'yyyy-MM-dd',
});
const inputs = (name: string) => ({ sales: input(name), promotions: null, dates: null });

test('what is held is what was found, whatever is put in its place', async () => {
  await using held = await openInputs(inputs('sales.csv'));
  renameSync(join(base, 'outside.csv'), join(folder, 'sales.csv'));
  expect(held.files.map(({ handle }) => readFileSync(`/proc/self/fd/${handle.fd}`, 'utf8'))).toEqual(['own']);
});

test('a link that leads out, a pipe and a folder stop a run before anything is loaded', async () => {
  symlinkSync('../outside.csv', join(folder, 'link.csv'));
  execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
  mkdirSync(join(folder, 'folder.csv'));
  for (const name of ['link.csv', 'pipe.csv', 'folder.csv'])
    await expect(openInputs(inputs(name))).rejects.toMatchObject({ code: 'InputRefused', whose: 'yours' });
});

test('what is not there is left to the step that reads it', async () => {
  await using held = await openInputs({ ...inputs('none.csv'), dates: input('sales.csv') });
  expect(held.files.map(({ path }) => path)).toEqual([join(folder, 'sales.csv')]);
});
