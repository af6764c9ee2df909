import { expect, test } from 'vitest';
import { ownApprovals } from '../../src/report/own-approvals.ts';
import { written } from '../example.ts';

const file = (roles: Readonly<Record<string, string>>, members = Object.keys(roles)) =>
  written(
    `workspace: acme\naws: { region: eu-central-1 }\npeople: { ${Object.entries(roles)
      .map(([name, role]) => `${name}: { role: ${role} }`)
      .join(', ')} }\nprojects: { sales: { members: [${members}] } }`,
  );
const lead = 'lead-data-scientist';

test('a lead who alone registers models and alone approves them is told, by name and project, and keeps nobody', () => {
  expect(ownApprovals(file({ lena: lead, ines: 'data-engineer', vi: 'viewer' }))).toEqual([
    expect.objectContaining({
      level: 'warning',
      message: expect.stringMatching(/^lena alone registers models in sales .*model\.register, model\.approve/),
      fix: expect.stringContaining('data-scientist'),
    }),
  ]);
});

test.each([
  ['a second lead', { lena: lead, lars: lead }],
  ['a scientist who registers', { lena: lead, omar: 'data-scientist' }],
])('%s is a second pair of eyes', (_, roles) => {
  expect(ownApprovals(file(roles))).toEqual([]);
});

test('somebody of another project is none', () => {
  expect(ownApprovals(file({ lena: lead, omar: 'data-scientist' }, ['lena']))).toHaveLength(1);
});
