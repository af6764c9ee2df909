import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DoctorReport } from '@atelier/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../../atelier', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'atelier-plain-'));

/** A namespace of its own in which there are no more namespaces, and no capabilities: what a plain container gives. */
const inPlainContainer = [
  ...['--user', '--map-root-user', 'sh', '-c'],
  'echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --inh-caps=-all --bounding-set=-all -- "$@"',
  'sh',
];

function plainly(command: string, ...args: readonly string[]) {
  return spawnSync('unshare', [...inPlainContainer, command, ...args], { cwd: folder, encoding: 'utf8' });
}

const refusal = plainly('true');
const reason = refusal.status === 0 ? '' : `no namespace can be made to test in: ${refusal.stderr || refusal.error}`;

describe.skipIf(reason !== '')(`where no namespaces are to be had${reason && ` (skipped: ${reason})`}`, () => {
  beforeAll(() => {
    writeFileSync(
      join(folder, 'atelier.yaml'),
      'workspace: plain\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  sales: { members: [lead], flows: [./sales.yaml] }\n',
    );
    writeFileSync(
      join(folder, 'sales.yaml'),
      'flow: sales\ninputs:\n  sales: { file: data/store_sales.csv }\n  promotions: { file: data/store_promotions.csv }\nforecast: { horizon: 5, candidates: [seasonal-naive, ets] }\n',
    );
    mkdirSync(join(folder, 'data'));
    plainly(launcher, 'sample-data', 'data', '--stores', '3', '--days', '200');
  });

  afterAll(() => {
    plainly(launcher, 'down');
    rmSync(folder, { recursive: true });
  });

  test('doctor says which walls there are none of, and that the others hold', () => {
    const { status, stdout } = plainly(launcher, 'doctor', '--json');
    const report = JSON.parse(stdout) as DoctorReport;
    expect(status).toBe(2);
    expect(report.walls.namespaces).toBe(false);
    expect(report.walls.missing.map(({ wall }) => wall)).toEqual(['files', 'network', 'processes']);
    const open = report.examined.map(({ kind, attempts }) => [
      kind,
      attempts.filter(({ verdict }) => verdict !== 'held').map(({ attempt }) => attempt),
    ]);
    expect(open.slice(0, 2)).toEqual([
      ['warehouse, tracking, model server', []],
      ['step of a flow', ["connect to the owner's socket", 'connect to it by an open path']],
    ]);
  });

  test('a workspace comes up, says what is not enforced, and runs its flow', () => {
    const up = plainly(launcher, 'up', '--listen');
    expect([up.status, up.stderr]).toEqual([0, expect.any(String)]);
    expect(up.stdout).toContain('Not enforced here: network, since the machine refuses namespaces');
    const run = plainly(launcher, 'run', 'sales', '--json');
    expect([run.status, run.stderr]).toEqual([0, expect.stringContaining('[8/8] publish')]);
    expect(JSON.parse(run.stdout)).toMatchObject({ model: { version: 1 }, batch: { rows: 15 } });
    expect(plainly(launcher, 'sql', 'sales', 'select count(*) n from forecast', '--csv').stdout).toBe('n\n15\n');
  }, 400_000);

  test('a bomb ends as anywhere', () => {
    const bomb = plainly(launcher, 'sql', 'sales', "select length(repeat('x', 4000000000))");
    expect([bomb.status, bomb.stderr]).toEqual([1, expect.stringContaining('Out of Memory')]);
    expect(plainly(launcher, 'sql', 'sales', 'select 1 as one', '--csv').stdout).toBe('one\n1\n');
  });
});
