import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomFrom } from '../../test/random-from.ts';

/**
 * The supervisor is killed at random moments of runs: what was acknowledged is there afterwards, and the run, gone on
 * with, ends as one that nobody disturbed.
 *
 * The number of kills may be given: node bench/kills/run.ts 30
 */

const kills = Number(process.argv[2] ?? 30);
const launcher = fileURLToPath(new URL('../../atelier', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-kills-'));
const random = randomFrom(20_261_129);

function atelier(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(launcher, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`atelier ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

function rows(sql: string): readonly Record<string, unknown>[] {
  return JSON.parse(atelier('sql', 'sales', sql, '--json')).rows;
}

/** The data that a finished run has left, without what may differ from run to run. */
function outcome(): string {
  const [forecast] = rows('select count(*) n, sum(hash(forecast)::hugeint)::varchar h from forecast');
  const [sales] = rows('select count(*) n, sum(hash(store_sales)::hugeint)::varchar h from store_sales');
  return JSON.stringify({ forecast, sales });
}

function startRun(): ChildProcess {
  return spawn(launcher, ['run', 'sales'], { cwd: folder, stdio: 'ignore' });
}

writeFileSync(
  join(folder, 'atelier.yaml'),
  'workspace: bench\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  sales: { members: [lead], flows: [./sales.yaml] }\n',
);
writeFileSync(
  join(folder, 'sales.yaml'),
  'flow: sales\ninputs:\n  sales: { file: data/store_sales.csv }\n  promotions: { file: data/store_promotions.csv }\n  dates: { file: data/date_dim.csv }\nforecast: { horizon: 5 }\n',
);
const startedAtMs = Date.now();
try {
  atelier('sample-data', 'data', '--stores', '4', '--days', '300');
  atelier('up');
  const before = Date.now();
  atelier('run', 'sales');
  const runMillis = Date.now() - before;
  const undisturbed = outcome();
  atelier('sql', 'sales', 'create table acknowledged (n integer)');

  const result = { kills: 0, finishedRuns: 0, lostRows: 0, otherOutcomes: 0, longestUpSeconds: 0 };
  while (result.kills < kills) {
    atelier('sql', 'sales', `insert into acknowledged values (${result.kills})`);
    const run = startRun();
    const ended = once(run, 'exit');
    const first = await Promise.race([ended, setTimeout(random() * runMillis, 'time')]);
    if (first !== 'time') {
      result.finishedRuns += 1;
      if (outcome() !== undisturbed) result.otherOutcomes += 1;
      continue;
    }
    const { pid } = JSON.parse(readFileSync(join(folder, '.atelier/run/holder.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await ended;
    result.kills += 1;
    const upAtMs = Date.now();
    atelier('up');
    result.longestUpSeconds = Math.max(result.longestUpSeconds, (Date.now() - upAtMs) / 1000);
    const [kept] = rows(`select count(distinct n)::int as kept from acknowledged`);
    const written = rows('select n from acknowledged').length;
    if (Number(kept?.kept) < result.kills || written < result.kills) result.lostRows += 1;
  }
  atelier('run', 'sales');
  result.finishedRuns += 1;
  if (outcome() !== undisturbed) result.otherOutcomes += 1;
  console.log(JSON.stringify({ ...result, minutes: (Date.now() - startedAtMs) / 60_000 }, null, 2));
  if (result.lostRows + result.otherOutcomes > 0) process.exitCode = 1;
} finally {
  spawnSync(launcher, ['down'], { cwd: folder });
  rmSync(folder, { recursive: true });
}
