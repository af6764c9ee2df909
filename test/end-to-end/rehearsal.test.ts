import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment, type StandIn, startStandIn } from '@atelier/rehearsal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'examples/acme/atelier.yaml');

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function atelier(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(join(root, 'atelier'), [...args], { env, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test('the example is rehearsed: deployed, changed in one stack, destroyed without leftovers, deployed again', async () => {
  const { code, out, err } = await atelier(process.env, 'rehearse', example, '--json');
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('redeploy: ') });
  const report = JSON.parse(out);
  expect(report).toMatchObject({ deploy: { stacks: 7 }, redeploy: { ok: true }, refused: [] });
  expect(report.deploy.awsMinutes).toBeGreaterThan(1);
  expect(report.change.stacks).toEqual([expect.stringMatching(/^acme-people-\d\d$/)]);
  expect(report.destroy.leftovers).toEqual([]);
  expect(report.destroy.steps.indexOf('stacks acme-network')).toBeGreaterThan(
    report.destroy.steps.indexOf('nfs-groups'),
  );
});

describe('the commands that touch an account, in a pretended one', () => {
  let standIn: StandIn;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    standIn = await startStandIn();
    const folder = mkdtempSync(join(tmpdir(), 'atelier-account-'));
    env = clientEnvironment(process.env, { url: standIn.url, region: 'eu-central-1', folder });
  });
  afterAll(() => standIn.close());

  test('nobody is taken to have said yes', async () => {
    const { code, err } = await atelier(env, 'deploy', example);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('Give --yes') });
    expect(standIn.world.resources.list()).toEqual([]);
  });

  test('deploy makes every stack, and again changes none', async () => {
    const first = JSON.parse((await atelier(env, 'deploy', example, '--yes', '--json')).out);
    expect(first).toMatchObject({ account: standIn.world.account, bootstrapped: true, unchanged: [] });
    expect(first.stacks).toHaveLength(7);
    const again = JSON.parse((await atelier(env, 'deploy', example, '--yes', '--json')).out);
    expect(again.unchanged).toHaveLength(7);
  });

  test('status says what AWS says, and what is charged by the hour', async () => {
    const { code, out } = await atelier(env, 'status', '--file', example, '--target', 'aws', '--json');
    const now = JSON.parse(out);
    expect(code).toBe(0);
    expect(now.stacks.map(({ status }: { status: string }) => status)).toEqual(Array(7).fill('CREATE_COMPLETE'));
    expect(now.hourlyUsd).toBeGreaterThan(0.1);
  });

  test('destroy keeps what people made unless told otherwise, and says so', async () => {
    const { code, out } = await atelier(env, 'destroy', example, '--yes', '--json');
    const { leftovers } = JSON.parse(out);
    expect(code).toBe(0);
    expect(leftovers.map(({ id }: { id: string }) => id)).toContain('repository acme-sales-forecasting');
    expect(leftovers.every(({ isKept }: { isKept: boolean }) => isKept)).toBe(true);
    expect(standIn.world.resources.list('AWS::EC2::VPC')).toEqual([]);
  });

  test('expired credentials are named, and nothing is done', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atelier-other-'));
    const refused = await startStandIn({ refuse: 'expired' });
    const expired = clientEnvironment(process.env, { url: refused.url, region: 'eu-central-1', folder });
    const { code, err } = await atelier(expired, 'deploy', example, '--yes');
    await refused.close();
    expect(code).not.toBe(0);
    expect(err).toMatch(/expired/i);
    expect(refused.world.resources.list()).toEqual([]);
  });
});
