import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@atelier/rehearsal';
import { afterAll, describe, expect, test } from 'vitest';
import { startCommand } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-existing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const patienceMs = 300_000;
const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** A file for a network of which it says this much. */
function written(name: string, mode: string, more: string): string {
  const file = join(folder, `${name}.yaml`);
  const existing = `vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d, subnet-2a1b2c3d], ${more}`;
  const lines = [
    'workspace: harbour',
    'aws: { region: eu-central-1 }',
    `network: { mode: ${mode}, existing: { ${existing} } }`,
    'people: { ada: { role: lead-data-scientist } }',
    'projects: { tides: { members: [ada] } }',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

async function rehearsed(file: string) {
  const plan = await startCommand(['plan', file, '--json']).ended;
  const { code, out, err } = await startCommand(['rehearse', file, '--json']).ended;
  expect({ plan: plan.code, code, err }).toMatchObject({ plan: 0, code: 0 });
  return JSON.parse(out) as RehearsalReport;
}

const files = [
  ['with nothing but its route tables', () => written('tables', 'isolated', 'routeTables: [rtb-0a1b2c3d]')],
  [
    'with a way out and its own way to S3',
    () => written('egress', 'egress', 'cidr: 10.7.0.0/16, endpoints: [s3, sts]'),
  ],
] as const;

test.each(files)(
  'into a network %s a workspace is deployed, changed, torn down and deployed again, and touches nothing',
  async (_, file) => {
    const report = await rehearsed(file());
    expect(report).toMatchObject({ destroy: { leftovers: [] }, redeploy: { ok: true }, refused: [] });
    expect(report.there.count).toBeGreaterThan(4);
    expect(report.there.touched).toEqual([]);
  },
  patienceMs,
);

const cases = pathOf('../../../shared/cases/doors/');
const why = existsSync(cases) ? '' : ' (skipped: shared/cases is not beside this checkout)';

describe.skipIf(why !== '')(`what others have collected${why}`, () => {
  test.each(['05-existing', '20-existing-described'])(
    '%s is planned and rehearsed, and its network not touched',
    async (name) => {
      const { there, destroy, redeploy } = await rehearsed(`${cases}teams/${name}.yaml`);
      expect({ touched: there.touched, left: destroy.leftovers, ok: redeploy.ok }).toEqual({
        touched: [],
        left: [],
        ok: true,
      });
    },
    patienceMs,
  );

  test(
    'a network with two subnets in a zone is refused with the zone and what to do',
    async () => {
      const { code, out } = await startCommand(['plan', `${cases}existing-network.yaml`, '--json']).ended;
      expect(code).toBe(1);
      expect(JSON.parse(out).guardrails.filter(({ ok }: { ok: boolean }) => !ok)).toMatchObject([
        {
          id: 'network',
          finding: expect.stringContaining('both in euc1-az3'),
          fix: expect.stringContaining('another zone'),
        },
      ]);
    },
    patienceMs,
  );
});
