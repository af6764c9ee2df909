import { parseWorkspace, type Workspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { estimate } from '../../src/estimate/estimate.ts';
import { overLimit } from '../../src/estimate/over-limit.ts';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { stack } from './stack.ts';

const server = { Type: 'AWS::SageMaker::MlflowTrackingServer', Properties: { TrackingServerSize: 'Small' } };
const book = await readPriceBook();

function workspaceOf(limit: number | null, budget: number | null): Workspace {
  const text = [
    'workspace: acme',
    'people: { ana: { role: lead-data-scientist } }',
    `projects: { sales: { members: [ana]${budget === null ? '' : `, budget: { monthlyUsd: ${budget} }`} } }`,
    limit === null ? '' : `limits: { monthlyUsd: ${limit} }`,
  ].join('\n');
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

function checked(limit: number | null, budget: number | null, resources: Parameters<typeof stack>[0] = { A: server }) {
  const workspace = workspaceOf(limit, budget);
  const templates = [stack(resources, 'us-east-1', 'acme-project-sales')];
  return overLimit(estimate(templates, workspace.usage, book), workspace).map(({ id, ok, finding }) => ({
    id,
    ok,
    finding,
  }));
}

test('an estimate at its limit and budget is within them', () => {
  expect(checked(468.66, 468.66)).toEqual([
    { id: 'monthly-limit', ok: true, finding: null },
    { id: 'project-budgets', ok: true, finding: null },
  ]);
});

test('without a limit or a budget nothing is over it', () => {
  expect(checked(null, null).every(({ ok }) => ok)).toBe(true);
});

test('a limit below the estimate is refused, with both amounts and the largest line', () => {
  const [limit] = checked(468.65, 100);
  expect(limit?.ok).toBe(false);
  expect(limit?.finding).toContain(
    '468.66 USD a month, above the 468.65 of limits.monthlyUsd. Its largest line: MLflow 468.66',
  );
});

test('a budget below what the project costs is refused, in the stack of the project', () => {
  const [limit, budgets] = checked(null, 400);
  expect(limit?.ok).toBe(true);
  expect(budgets).toMatchObject({ ok: false });
  expect(budgets?.finding).toContain('acme-project-sales: The project costs 468.66 USD a month, above the 400');
});

test.each([
  ['MLflow', 'another kind or size in tracking', server],
  [
    'Redshift Serverless',
    'lower projects.sales.warehouse.baseCapacity',
    { Type: 'AWS::RedshiftServerless::Workgroup', Properties: { BaseCapacity: 128 } },
  ],
  [
    'Model endpoints',
    'a smaller instance in projects.sales.serving.instance',
    {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: '/acme/projects/sales/serving',
        Value: JSON.stringify({
          flows: ['sales'],
          instance: 'ml.m5.xlarge',
          minInstances: 9,
          batchInstance: 'ml.m5.xlarge',
        }),
      },
    },
  ],
] as const)('a budget is exceeded by %s: the fix is about that', (line, fix, resource) => {
  const workspace = workspaceOf(null, 1);
  const templates = [stack({ A: resource }, 'us-east-1', 'acme-project-sales')];
  const [, budgets] = overLimit(estimate(templates, workspace.usage, book), workspace);
  expect(budgets?.finding).toContain(`Its largest line: ${line}`);
  expect(budgets?.fix).toContain(fix);
});

test('a limit counts also what a table of usage.counted forgets', () => {
  const workspace = workspaceOf(100, null);
  const usage = { ...workspace.usage, counted: { lines: ['keys' as const], endpoints: null } };
  const templates = [stack({ A: server, B: { Type: 'AWS::KMS::Key' } })];
  const found = estimate(templates, usage, book);
  expect(found.monthlyUsd).toBe(1);
  expect(overLimit(found, workspace)[0]?.ok).toBe(false);
});

test('a limit that something without a price may pass is a warning that names it', () => {
  const [limit] = checked(1000, null, { A: server, B: { Type: 'AWS::RDS::DBInstance' } });
  expect(limit).toMatchObject({ ok: true });
  expect(limit?.finding).toContain('No price is known of: AWS::RDS::DBInstance');
});
