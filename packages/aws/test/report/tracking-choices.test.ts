import { expect, test } from 'vitest';
import { overLimit } from '../../src/estimate/over-limit.ts';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';

const prices = await readPriceBook();

async function planWith(more: string) {
  const workspace = written(`workspace: acme
aws: { region: eu-central-1 }
people: { lead: { role: lead-data-scientist }, eve: { role: viewer } }
projects: { sales: { members: [lead, eve] }, churn: { members: [lead] } }
${more}`);
  const report = await planReport({ workspace, synthesis: await synthesise(workspace), prices, deployed: null });
  return { workspace, report };
}

const hours = 'hours: { from: "07:00", to: "19:00" }';
const proven = { access: 'proven', endpoints: 'proven' };

const choices = [
  ['what a network has by itself: a server a project', '', 937.32, proven],
  ['the same with a way out', 'network: { mode: egress }', 937.32, proven],
  ['a server a project, at its hours', `tracking: { ${hours} }`, 334.75, proven],
  ['one server for all', 'tracking: { scope: workspace }', 468.66, { ...proven, access: 'refuted' }],
  [
    'one server for all, at its hours',
    `tracking: { scope: workspace, ${hours} }`,
    167.38,
    { ...proven, access: 'refuted' },
  ],
  ['an app', 'tracking: { kind: app }', 0, { ...proven, endpoints: 'not proven' }],
  ['none', 'tracking: { kind: none }', 0, proven],
] as const;

test.each(choices)('the plan prices, proves and limits tracking: %s', async (_, more, usd, verdicts) => {
  const { workspace, report } = await planWith(more);
  expect(report.ok).toBe(true);
  expect(report.cost.lines.find(({ id }) => id === 'tracking')?.usd ?? 0).toBe(usd);
  expect(report.proof.verdicts).toMatchObject(verdicts);
  const within = (monthlyUsd: number) => {
    const [limit] = overLimit(report.cost, { ...workspace, limits: { ...workspace.limits, monthlyUsd } });
    return limit?.ok;
  };
  expect(within(report.cost.monthlyUsd)).toBe(true);
  expect(within(report.cost.monthlyUsd - 0.01)).toBe(false);
});
