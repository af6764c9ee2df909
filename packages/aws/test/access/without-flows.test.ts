import { evaluate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';
import { documentsIn } from '../journeys/documents-in.ts';

const file = (more: string) => `
workspace: acme
aws: { region: eu-central-1 }
people: { lead: { role: lead-data-scientist } }
projects: { sales: { members: [lead]${more} } }`;

async function documentsOf(text: string) {
  const workspace = written(text);
  const place = { partition: 'aws', region: workspace.aws.region, account: '123456789012' };
  return documentsIn(evaluate((await synthesise(workspace)).stacks, place));
}

test('a project without flows has no role for them', async () => {
  const documents = await documentsOf(file(''));
  expect(documents.map(({ name }) => name)).not.toContain('acme-flows-sales');
});

test('no service of AWS acts for the role of flows at a bucket', async () => {
  const documents = await documentsOf(file(', flows: [weekly.yaml]'));
  const spared = documents.flatMap(({ statements }) => statements.filter(({ Sid }) => Sid === 'ServicesForWorkAlone'));
  expect(spared.length).toBeGreaterThan(2);
  expect(JSON.stringify(spared)).toContain('acme-jobs-sales');
  expect(JSON.stringify(spared)).not.toContain('acme-flows-sales');
});

test('the role of flows reads and writes no files', async () => {
  const documents = await documentsOf(file(', flows: [weekly.yaml]'));
  const ofFlows = documents.filter(({ name }) => name === 'acme-flows-sales');
  expect(ofFlows.length).toBeGreaterThan(1);
  const allowed = ofFlows.flatMap(({ statements }) => statements.filter(({ Effect }) => Effect === 'Allow'));
  expect(allowed.length).toBeGreaterThan(8);
  expect(allowed.flatMap(({ Action }) => Action ?? []).filter((action) => action.startsWith('s3:'))).toEqual([]);
});
