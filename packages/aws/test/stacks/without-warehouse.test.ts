import { describe, expect, test } from 'vitest';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';

const people = 'people: { ana: { role: lead-data-scientist }, ben: { role: data-engineer } }';
const members = 'members: [ana, ben]';

async function planned(projects: string, network = '') {
  const workspace = written(
    `workspace: acme\naws: { region: eu-central-1 }\n${people}\n${network}projects: { ${projects} }\n`,
  );
  const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
  const report = await planReport({ workspace, synthesis, prices, deployed: null });
  return { text: JSON.stringify(synthesis.stacks), report };
}

describe('projects without a warehouse', () => {
  test('have nothing of Redshift: no resource, no endpoint, no right, no setting, and no third zone', async () => {
    const { text, report } = await planned(`sales: { ${members}, warehouse: none }`);
    expect(text).not.toMatch(/AWS::Redshift|\.redshift-\w+"/);
    const allowed = text.match(/"Effect":"Allow","Action":\[?"[^\]}]*redshift/g);
    expect(allowed).toBeNull();
    expect(text).not.toContain('/projects/sales/warehouse');
    expect(text.match(/"AWS::EC2::Subnet"/g)).toHaveLength(2);
    expect(report.guardrails.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.cost.lines.some(({ id }) => id.includes('warehouse'))).toBe(false);
    expect(Object.values(report.proof.verdicts)).toEqual(Array(6).fill('proven'));
  });

  test('leave others theirs', async () => {
    const { text, report } = await planned(`sales: { ${members} }, ideas: { ${members}, warehouse: none }`);
    expect(text.match(/"AWS::RedshiftServerless::Workgroup"/g)).toHaveLength(1);
    expect(text.match(/"AWS::EC2::Subnet"/g)).toHaveLength(3);
    expect(report.pieces.filter(({ kind }) => kind === 'warehouse').map(({ id }) => id)).toEqual(['warehouse:sales']);
    expect(report.guardrails.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('live in two subnets that were there before', async () => {
    const there = 'vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d], routeTables: [rtb-0a1b2c3d]';
    const { report } = await planned(`sales: { ${members}, warehouse: none }`, `network: { existing: { ${there} } }\n`);
    expect(report.guardrails.filter(({ ok }) => !ok)).toEqual([]);
  });
});
