import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createStateFolder, findHost, stateFolder } from '@atelier/local';
import { startTracking } from '@atelier/local/supervise';
import { idleMemory } from './idle-memory.ts';

/** `atelier up` against the start of its slowest child by itself, turn by turn in one run; then what it holds in memory. */

const repeats = 5;
const launcher = fileURLToPath(new URL('../../atelier', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-up-'));

function atelier(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(launcher, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`atelier ${args.join(' ')}: ${stderr}`);
}

async function secondsOf(work: () => unknown): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
}

async function slowestChild(): Promise<number> {
  const state = stateFolder(join(folder, 'alone', 'atelier.yaml'));
  createStateFolder(state);
  let stop = async () => {};
  const seconds = await secondsOf(async () => {
    const service = await startTracking(await findHost(state, process.env), [], () => undefined);
    stop = () => service.stop();
  });
  await stop();
  return seconds;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

writeFileSync(
  join(folder, 'atelier.yaml'),
  'workspace: bench\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  sales: { members: [lead], flows: [./sales.yaml] }\n',
);
writeFileSync(
  join(folder, 'sales.yaml'),
  'flow: sales\ninputs:\n  sales: { file: data/store_sales.csv }\nforecast: { horizon: 5, candidates: [seasonal-naive, ets] }\n',
);
try {
  mkdirSync(join(folder, 'alone'));
  atelier('sample-data', 'data', '--stores', '4', '--days', '300');
  atelier('up');
  atelier('run', 'sales');
  atelier('down');
  await slowestChild();
  const alone: number[] = [];
  const up: number[] = [];
  for (let turn = 0; turn < repeats; turn += 1) {
    alone.push(await slowestChild());
    up.push(await secondsOf(() => atelier('up')));
    atelier('down');
  }
  atelier('up');
  const { pid } = JSON.parse(readFileSync(join(folder, '.atelier/run/holder.json'), 'utf8')) as { pid: number };
  // What starting needed has been given back by then.
  await setTimeout(10_000);
  const result = {
    repeats,
    trackingAloneSeconds: median(alone),
    upSeconds: median(up),
    ratio: median(up) / median(alone),
    idle: idleMemory(pid),
  };
  console.log(JSON.stringify({ ...result, all: { alone, up } }, null, 2));
} finally {
  spawnSync(launcher, ['down'], { cwd: folder });
  rmSync(folder, { recursive: true });
}
