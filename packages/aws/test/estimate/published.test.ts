import { join } from 'node:path';
import { type CostLine, type Estimate, loadWorkspace, type Workspace } from '@atelier/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { estimate } from '../../src/estimate/estimate.ts';
import { type PriceBook, readPriceBook } from '../../src/estimate/price-book.ts';
import { type Synthesis, synthesise } from '../../src/synthesise.ts';

const examples = join(import.meta.dirname, '../../../../examples');

async function workspaceOf(file: string): Promise<Workspace> {
  const loaded = await loadWorkspace(join(examples, file));
  if (!loaded.ok) throw new Error(`${file} has mistakes.`);
  return loaded.workspace;
}

function rows(lines: readonly CostLine[]) {
  return lines.map(({ id, formula, usd }) => [id, formula, usd]);
}

interface Priced {
  readonly workspace: Workspace;
  readonly stacks: Synthesis['stacks'];
  readonly estimate: Estimate;
}

async function priced(file: string): Promise<Priced> {
  const workspace = await workspaceOf(file);
  const { stacks } = await synthesise(workspace);
  return { workspace, stacks, estimate: estimate(stacks, workspace.usage, book) };
}

function recounted({ workspace, stacks }: Priced, counted: Workspace['usage']['counted']): Estimate {
  return estimate(stacks, { ...workspace.usage, counted }, book);
}

let migration: Priced;
let unified: Priced;

let book: PriceBook;

beforeAll(async () => {
  book = await readPriceBook();
  migration = await priced('published/migration.yaml');
  unified = await priced('published/unified-studio.yaml');
});

describe('the cost table of the migration to Frankfurt', () => {
  test('comes out row by row, to the cent', () => {
    expect(rows(migration.estimate.lines)).toEqual([
      ['network-endpoints', '5 endpoints × 1 zone × 730 h × 0.012 + 400 GB × 0.01', 47.8],
      ['gateway-endpoints', '1 endpoint × 0', 0],
      ['notebooks', '5 spaces × 5 h × 20 days × 0.058', 29],
      ['storage', '0.5 GB × 0.0245', 0.01],
      ['sign-in', '1 instance × 0', 0],
    ]);
    expect(migration.estimate.monthlyUsd).toBe(76.81);
  });

  test('has forgotten the endpoints without which no notebook opens', () => {
    const endpoints = [
      'sts',
      'logs',
      'ecr.api',
      'codeartifact.api',
      'codeartifact.repositories',
      'sagemaker.experiments',
    ];
    const six = recounted(migration, { lines: ['network-endpoints'], endpoints });
    expect(six.lines[0]?.formula).toMatch(/^6 endpoints × 1 zone × 730 h × 0\.012 \+ /);
    const forgotten = migration.estimate.forgotten.find(({ id }) => id === 'network-endpoints');
    expect(forgotten?.usd).toBeGreaterThanOrEqual(6 * 8.76);
  });
});

describe('the cost table of Unified Studio', () => {
  test('comes out row by row, to the cent', () => {
    expect(rows(unified.estimate.lines)).toEqual([
      ['warehouse', '1 warehouse × 8 RPU × 30.5 h × 0.375', 91.5],
      ['notebooks', '1 space × 4 h × 22 days × 0.2', 17.6],
      ['endpoints', '1 instance × 176 h × 0.23 + 1 instance × 1 GB × 0.14', 40.62],
      ['batch', '1 flow × 176 h × 2.765 + 1 flow × 1 GB × 0.14', 486.78],
      ['storage', '1 GB × 0.023', 0.02],
    ]);
    expect(unified.estimate.monthlyUsd).toBe(636.52);
  });

  test('has forgotten its network, most of which is paid when nobody works', () => {
    const usd = (id: string) => unified.estimate.forgotten.find((line) => line.id === id)?.usd ?? 0;
    expect(usd('network-endpoints')).toBeGreaterThan(200);
    expect(usd('internet-gateway')).toBeGreaterThan(32.85);
    expect(unified.estimate.idleUsd).toBeGreaterThan(usd('network-endpoints'));
  });
});

describe.each([
  ['migration', () => migration],
  ['unified-studio', () => unified],
])('the whole estimate of %s', (_, found) => {
  test('has a price for every resource that costs anything', () => {
    const unpriced = [...found().estimate.lines, ...found().estimate.forgotten].filter(({ usd }) => usd === null);
    expect(unpriced.map(({ what, source }) => [what, source])).toEqual([]);
    expect(found().estimate.complete).toBe(true);
  });

  test('is the same with everything counted, but for the cents of rows that are cut in two', () => {
    const whole = recounted(found(), { lines: null, endpoints: null });
    expect(whole.forgotten).toEqual([]);
    expect(whole.idleUsd).toBe(found().estimate.idleUsd);
    expect(Math.abs(whole.totalUsd - found().estimate.totalUsd)).toBeLessThan(0.02);
  });
});
