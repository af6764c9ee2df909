import { expect, test } from 'vitest';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';

const department = 'corp-data-of-a-department-number';

function buckets(count: number): string {
  return Array.from({ length: count }, (_, number) => `${department}-${number}: ${number % 2 ? 'write' : 'read'}`).join(
    ', ',
  );
}

test.each([
  ['private', 1],
  ['private', 40],
  ['shared', 10],
  ['shared', 40],
])(
  'in %s spaces a project that was given %d buckets, under long names, has policies that IAM takes',
  async (spaces, count) => {
    const workspace = written(`workspace: packs-and-packs
aws: { region: ap-southeast-2, iam: { rolePath: /some/long/path/of/a/company/ } }
studio: { spaces: ${spaces} }
tracking: { kind: server }
people: { ada: { role: lead-data-scientist }, bob: { role: data-scientist } }
projects:
  churn-of-customers-of-the-shops: { members: [ada, bob], buckets: { ${buckets(count)} } }
`);
    const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
    const { guardrails } = await planReport({ workspace, synthesis, prices, deployed: null });
    const sizes = guardrails.filter(({ id }) => id.includes('policy-size'));
    expect(sizes.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const templates = JSON.stringify(synthesis.stacks);
    for (let number = 0; number < count; number += 1) expect(templates).toContain(`${department}-${number}/*`);
  },
);
