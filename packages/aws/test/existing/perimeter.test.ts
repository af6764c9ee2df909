import type { StackTemplate } from '@atelier/cloudformation';
import { prove } from '@atelier/proofs';
import { describe, expect, test } from 'vitest';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile, written } from '../example.ts';

const settings = 'vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d, subnet-2a1b2c3d]';
const tables = 'routeTables: [rtb-0a1b2c3d]';
const team = 'people: { lead: { role: lead-data-scientist } }\nprojects: { sales: { members: [lead] } }\n';
const inNetwork = (more: string, mode = 'isolated') =>
  written(`workspace: mine
aws: { region: eu-central-1 }
network: { mode: ${mode}, existing: { ${settings}, ${more} } }
${team}`);

const ofVpc = { 'aws:SourceVpc': 'vpc-0a1b2c3d' };
const ofEndpoint = { 'aws:SourceVpce': [{ 'Fn::ImportValue': expect.any(String) }] };

const networks = [
  ['described, with its own way to S3', () => exampleFile('existing/atelier.yaml'), ofVpc],
  ['not described, with its own way to S3', () => inNetwork('cidr: 10.7.0.0/16, endpoints: [s3, sts, logs]'), ofVpc],
  ['not described, with nothing', () => inNetwork(tables), ofEndpoint],
  ['not described, with an endpoint', () => inNetwork(`${tables}, cidr: 10.7.0.0/16, endpoints: [sts]`), ofEndpoint],
  ['with a way out', () => inNetwork('cidr: 10.7.0.0/16, endpoints: [s3]', 'egress'), ofVpc],
] as const;

async function planned(workspace: Awaited<ReturnType<typeof exampleFile>>) {
  const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
  return { ...synthesis, report: await planReport({ workspace, synthesis, prices, deployed: null }) };
}

interface Statement {
  readonly Sid: string;
  readonly Condition?: { readonly StringNotEquals?: unknown };
}

function bucketStatements({ template }: StackTemplate): Statement[] {
  const policies = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::S3::BucketPolicy');
  return policies.flatMap(
    ({ Properties }) => (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement,
  );
}

describe.each(networks)('a network that was there before, %s,', (_, workspaceOf, inside) => {
  test('is planned, and what nobody knows of it is not called proven', async () => {
    const { report } = await planned(await workspaceOf());
    expect(report.guardrails.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.proof.verdicts).toMatchObject({
      'isolation-in': 'not proven',
      'isolation-out': 'not proven',
      endpoints: 'not proven',
      encryption: 'proven',
      access: 'proven',
    });
  });

  test('keeps the buckets to itself', async () => {
    const { stacks } = await planned(await workspaceOf());
    const refusals = stacks.flatMap(bucketStatements).filter(({ Sid }) => Sid === 'OnlyThroughEndpoints');
    expect(refusals.map(({ Condition }) => Condition?.StringNotEquals)).toEqual([inside, inside, inside]);
  });
});

test('without the refusal of other networks the buckets of such a network are refuted, each', async () => {
  const { stacks } = await synthesise(await exampleFile('existing/atelier.yaml'));
  const open = structuredClone(stacks);
  for (const { template } of open) {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type !== 'AWS::S3::BucketPolicy') continue;
      const { PolicyDocument } = Properties as { PolicyDocument: { Statement: Statement[] } };
      PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Sid }) => Sid !== 'OnlyThroughEndpoints');
    }
  }
  const found = async (those: readonly StackTemplate[]) =>
    (await prove(those)).findings.filter(({ rule }) => rule === 'bucket-outside');
  expect(await found(stacks)).toEqual([]);
  expect((await found(open)).map(({ verdict }) => verdict)).toEqual(['refuted', 'refuted', 'refuted']);
});
