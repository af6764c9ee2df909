import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const published = join(import.meta.dirname, '../../../../examples/published');
const migration = join(published, 'migration.yaml');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-cost-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function cost(...args: string[]) {
  const io = recordingIo(folder);
  const code = await run(['cost', ...args], io);
  return { code, ...io.said };
}

async function fileOf(text: string, name = 'atelier.yaml'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

describe('atelier cost', () => {
  test('prints the published table, what it forgot, and the total, as one JSON document', async () => {
    const { code, out } = await cost(migration, '--json');
    const { lines, monthlyUsd, forgotten, prices } = JSON.parse(out);
    expect(code).toBe(0);
    expect(monthlyUsd).toBe(76.81);
    expect(prices).toBe('2026-11');
    expect(lines.map(({ usd }: { usd: number }) => usd)).toEqual([47.8, 0, 29, 0.01, 0]);
    expect(forgotten.length).toBeGreaterThan(3);
  });

  test('prints each line with formula, mark and source for people', async () => {
    const { code, out } = await cost(migration);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Interface endpoints +47\.80 +verified +\[\d\] +5 endpoints × 1 zone × 730 h × 0\.012 \+ 400 GB × 0\.01$/m,
    );
    expect(out).toMatch(/^Total +76\.81$/m);
    expect(out).toMatch(/^What the table of usage\.counted forgot:$/m);
    expect(out).toMatch(/^\[1\] +price-list item EUC1-VpcEndpoint-Hours; AWS PrivateLink pricing page/m);
  });

  test('says "at least" where something has no price', async () => {
    const file = await fileOf(`workspace: acme
aws: { region: us-east-1 }
studio: { instance: ml.g5.xlarge }
people: { ana: { role: lead-data-scientist } }`);
    const { code, out } = await cost(file);
    expect(code).toBe(0);
    expect(out).toMatch(/^Studio notebooks +\? +unknown +\[\d+\] +1 space × 4 h × 22 days × \?$/m);
    expect(out).toMatch(/^Total +at least \d+\.\d\d$/m);
  });

  test('shows what a change costs, line by line', async () => {
    const before = await fileOf('workspace: acme\naws: { region: us-east-1 }\nnetwork: { zones: 1 }', 'before.yaml');
    const after = await fileOf('workspace: acme\naws: { region: us-east-1 }\nnetwork: { zones: 2 }', 'after.yaml');
    const { code, out } = await cost(after, '--against', before, '--json');
    const { lines, differenceUsd, beforeUsd, afterUsd } = JSON.parse(out);
    expect(code).toBe(0);
    expect(lines.map(({ id }: { id: string }) => id)).toEqual(['network-endpoints']);
    expect(differenceUsd).toBeGreaterThan(0);
    expect(afterUsd - beforeUsd).toBeCloseTo(differenceUsd, 6);
  });

  test('refuses a table that counts what the workspace does not have', async () => {
    const file = await fileOf(`workspace: acme
aws: { region: us-east-1 }
usage: { counted: { endpoints: [sagemaker.apy] } }`);
    const { code, err } = await cost(file);
    expect(code).toBe(1);
    expect(err).toContain('usage.counted.endpoints names sagemaker.apy, which this workspace does not have. It has: ');
    expect(err).toContain('sagemaker.api');
  });

  test('refuses a workspace that cannot go to AWS', async () => {
    const { code, err } = await cost(await fileOf('workspace: acme'));
    expect(code).toBe(1);
    expect(err).toContain('has no `aws` section');
  });
});
