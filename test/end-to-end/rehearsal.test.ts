import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@atelier/rehearsal';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type OperatorDesk, operatorDesk, yes } from './account/operator-desk.ts';
import { startCommand } from './command.ts';

const example = fileURLToPath(new URL('../../examples/acme/atelier.yaml', import.meta.url));

describe('the example rehearsed', () => {
  let report: RehearsalReport;

  beforeAll(async () => {
    const { code, out, err } = await startCommand([
      'rehearse',
      example,
      '--changes',
      'docker-while-app-runs,notify-less',
      '--faults',
      '--every',
      '400',
      '--json',
    ]).ended;
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('redeploy: ') });
    report = JSON.parse(out);
  }, 400_000);

  test('is deployed, changed in one stack, and deployed again, by calls that the simulated account knows', () => {
    expect(report).toMatchObject({ deploy: { stacks: 7 }, redeploy: { ok: true }, refused: [] });
    expect(report.deploy.awsMinutes).toBeGreaterThan(1);
    expect(report.change.stacks).toEqual([expect.stringMatching(/^acme-people-\d\d$/)]);
  });

  test('is destroyed without leftovers, the network last of what holds it', () => {
    const { steps, leftovers } = report.destroy;
    expect(leftovers).toEqual([]);
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('stacks acme-network')).toBeGreaterThan(ids.indexOf('nfs-groups'));
  });

  test('ends as it would have, whichever of its calls failed', () => {
    const { runs = 0, absorbed = 0, retried = 0, notMet, lastingDamage } = report.faults ?? {};
    expect({ notMet, lastingDamage }).toEqual({ notMet: [], lastingDamage: [] });
    expect(runs).toBeGreaterThanOrEqual(2 * Math.floor(report.calls / 400));
    expect(absorbed + retried).toBe(runs);
  });

  test('goes through its phases, each as it should be, and refuses what must wait before anything is changed', () => {
    expect(report.phases.map(({ name, outcome, code }) => [name, outcome, code])).toEqual([
      ...['deploy', 'again', 'status', 'change', 'notify-less'].map((name) => [name, 'done', null]),
      ['docker-while-app-runs', 'refused', 'AppsRunning'],
      ...[
        'notify-less back',
        'keep',
        'status of kept',
        'read kept',
        'take back',
        'destroy kept',
        'destroy',
        'redeploy',
      ].map((name) => [...[name, 'done', null]]),
    ]);
    expect(report.phases.flatMap(({ unmet }) => unmet)).toEqual([]);
    expect(report.phases.find(({ name }) => name === 'again')?.stacks).toEqual([]);
  });
});

test('a rehearsal that is interrupted ends, and leaves no files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-interrupted-'));
  const command = startCommand(['rehearse', example, '--changes', 'none'], { env: { ...process.env, TMPDIR: folder } });
  await vi.waitUntil(() => readdirSync(folder).length > 0, { interval: 2, timeout: 30_000 });
  command.interrupt();
  const { code, err } = await command.ended;
  expect({ code, err }).toMatchObject({ code: 130, err: expect.stringContaining('Nothing outside of this machine') });
  expect(readdirSync(folder).filter((name) => name.startsWith('atelier-'))).toEqual([]);
  rmSync(folder, { recursive: true });
});

describe('the commands that touch an account, in a simulated one', () => {
  let account: OperatorDesk;

  beforeAll(async () => {
    account = await operatorDesk();
  });
  afterAll(() => account.close());

  test('nobody is taken to have said yes', async () => {
    const { code, err } = await account.atelier(['deploy', example, '--account', '123456789012']);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('Give --yes') });
    expect(account.simulated.world.resources.list()).toEqual([]);
  });

  test('deploy makes every stack, and again changes none', async () => {
    const first = JSON.parse((await account.atelierHere(['deploy', example, ...yes, '--json'])).out);
    expect(first).toMatchObject({ account: account.simulated.world.account, bootstrapped: true, unchanged: [] });
    expect(first.stacks).toHaveLength(7);
    const again = JSON.parse((await account.atelierHere(['deploy', example, ...yes, '--json'])).out);
    expect(again.unchanged).toHaveLength(7);
  });

  test('status says what AWS says, and what is charged by the hour', async () => {
    const { code, out } = await account.atelierHere(['status', '--file', example, '--target', 'aws', '--json']);
    const now = JSON.parse(out);
    expect(code).toBe(0);
    expect(now.stacks.map(({ status }: { status: string }) => status)).toEqual(Array(7).fill('CREATE_COMPLETE'));
    expect(now.hourlyUsd).toBeGreaterThan(0.1);
  });

  test('destroy keeps what people made unless told otherwise, and says so', async () => {
    const { code, out } = await account.atelierHere(['destroy', example, ...yes, '--json']);
    const { leftovers } = JSON.parse(out);
    expect(code).toBe(0);
    expect(leftovers.map(({ id }: { id: string }) => id)).toContain('repository acme-sales-forecasting');
    expect(leftovers.every(({ isKept }: { isKept: boolean }) => isKept)).toBe(true);
    expect(account.simulated.world.resources.list('AWS::EC2::VPC')).toEqual([]);
  });
});
