/** In one process, in turn: the CDK's bare synthesis with and without its engine, and the whole plan. Prints JSON. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planReport, readPriceBook, synthesise } from '@atelier/aws';
import { blueprintOf, loadWorkspace } from '@atelier/core';
import { buildApp } from '../../packages/aws/src/stacks/app.ts';
import type { AwsWorkspace } from '../../packages/aws/src/stacks/ground.ts';

const [file = '', times = '9'] = process.argv.slice(2);
const loaded = await loadWorkspace(file);
if (!loaded.ok) throw new Error('The example has mistakes.');
const workspace = loaded.workspace as AwsWorkspace;

async function bare(validation: 'engine' | 'none'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
  buildApp(workspace, blueprintOf(workspace), { folder, validation }).app.synth();
  await rm(folder, { recursive: true });
}

async function plan(): Promise<void> {
  const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
  const { ok } = await planReport({ workspace, synthesis, prices, deployed: null });
  if (!ok) throw new Error('Something speaks against the example.');
}

const contenders = { bareSynth: () => bare('engine'), bareSynthWithoutEngine: () => bare('none'), plan };
const first: Record<string, number> = {};
const all: Record<string, number[]> = {};
for (let time = 0; time <= Number(times); time += 1) {
  for (const [name, run] of Object.entries(contenders)) {
    const start = performance.now();
    await run();
    const taken = (performance.now() - start) / 1000;
    if (time === 0) first[name] = taken;
    else all[name] = [...(all[name] ?? []), taken];
  }
}
const median = (values: readonly number[] = []) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const round = (value: number) => Math.round(value * 1000) / 1000;
const seconds = Object.fromEntries(Object.entries(all).map(([name, values]) => [name, round(median(values))]));
process.stdout.write(
  JSON.stringify({
    seconds,
    firstSeconds: Object.fromEntries(Object.entries(first).map(([name, value]) => [name, round(value)])),
    ratioToBareSynth: round(median(all.plan) / median(all.bareSynth)),
    ratioToBareSynthWithoutEngine: round(median(all.plan) / median(all.bareSynthWithoutEngine)),
  }),
);
