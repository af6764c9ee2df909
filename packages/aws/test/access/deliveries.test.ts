import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import { prove } from '@atelier/proofs';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';
import { everything } from './ask-simulator.ts';

const account = '123456789012';
const role = 'arn:aws:iam::444455556666:role/exporter';
const anybody = 'arn:aws:iam::777788889999:role/job';
const own = `arn:aws:iam::${account}:role/loader`;
const organization = 'o-a1b2c3d4e5';
const workspace = written(`
workspace: acme
aws: { region: eu-central-1, account: "${account}" }
people: { lead: { role: lead-data-scientist } }
projects:
  sales:
    members: [lead]
    deliverFrom: { senders: ["${role}", "${own}", "777788889999"], organization: ${organization} }
`);
const { stacks } = await synthesise(workspace);

type Statement = Record<string, unknown> & { Sid: string };
const bucketName = `acme-sales-data-${account}-euc1`;
const bucket = `arn:aws:s3:::${bucketName}`;

function found(type: string, sid: string): { Statement: Statement[] } {
  const plain = JSON.stringify(evaluate(stacks, { account, partition: 'aws', region: 'eu-central-1' }))
    .replace(/⟨[^⟩]*Storedata[^⟩]*\.Arn⟩/g, bucket)
    .replace(/⟨[^⟩]*Endpoint[^⟩]*⟩/g, 'vpce-1');
  const resources = (JSON.parse(plain) as { resources: { type: string; properties: object }[] }[]).flatMap(
    (stack) => stack.resources,
  );
  const policy = resources
    .filter((resource) => resource.type === type)
    .map(({ properties }) => Object(properties).PolicyDocument ?? Object(properties).KeyPolicy)
    .find((document) => JSON.stringify(document).includes(`"${sid}"`));
  if (policy === undefined) throw new Error(`No ${type} has ${sid}.`);
  return policy;
}

const ofBucket = found('AWS::S3::BucketPolicy', 'Deliveries');

async function allowed(principal: string, action: string, resource: string, context: Record<string, string> = {}) {
  const results = await runSimulation(
    {
      request: {
        ...{ principal, action, resource: { resource, accountId: account } },
        contextVariables: {
          ...{ 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': principal.split(':')[4] ?? '' },
          ...{ 'aws:PrincipalOrgID': organization, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' },
          ...{ 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false', ...context },
        },
      },
      identityPolicies: [{ name: 'everything', policy: everything }],
      ...{ serviceControlPolicies: [], resourceControlPolicies: [], resourcePolicy: ofBucket },
    },
    {},
  );
  if (results.resultType === 'error') throw new Error(JSON.stringify(results.errors));
  return results.overallResult === 'Allowed';
}

describe('from outside the network', () => {
  test.each([
    ['a role that is named', role],
    ['a role of this account that is named', own],
    ['a role of an account that is named', anybody],
  ])('%s puts objects below the folder, and does nothing else', async (_, sender) => {
    expect(await allowed(sender, 's3:PutObject', `${bucket}/delivered/2026/a.csv`)).toBe(true);
    for (const [action, resource] of [
      ['s3:PutObject', `${bucket}/other/a.csv`],
      ['s3:PutObject', `${bucket}/delivered`],
      ['s3:PutObject', `${bucket}/delivered-too/a.csv`],
      ...['GetObject', 'GetObjectVersion', 'GetObjectAttributes', 'DeleteObject', 'DeleteObjectVersion'].map(
        (what) => [`s3:${what}`, `${bucket}/delivered/a.csv`] as const,
      ),
      ...['PutObjectAcl', 'PutObjectTagging', 'PutObjectRetention', 'RestoreObject', 'ReplicateObject'].map(
        (what) => [`s3:${what}`, `${bucket}/delivered/a.csv`] as const,
      ),
      ['s3:ListBucket', bucket],
      ['s3:ListBucketVersions', bucket],
    ] as const)
      expect([action, resource, await allowed(sender, action, resource)]).toEqual([action, resource, false]);
  });

  test.each([
    ['a role that nobody named', 'arn:aws:iam::444455556666:role/other', {}],
    ['a role of the account that nobody named', `arn:aws:iam::${account}:role/Admin`, {}],
    ['a sender of another organization', role, { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }],
    ['a sender in the clear', role, { 'aws:SecureTransport': 'false' }],
    ['a sender with a key of its own', role, { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:x' }],
  ])('%s puts nothing there', async (_, sender, context) => {
    expect(await allowed(sender, 's3:PutObject', `${bucket}/delivered/a.csv`, context)).toBe(false);
  });
});

/** The templates with statements of one policy changed. */
function changed(sid: string, change: (one: Statement) => object): readonly StackTemplate[] {
  const copy = structuredClone(stacks) as StackTemplate[];
  let count = 0;
  for (const { template } of copy)
    for (const { Properties } of Object.values(template.Resources)) {
      const document = Object(Properties).PolicyDocument ?? Object(Properties).KeyPolicy;
      const all = document?.Statement as Statement[] | undefined;
      // Other buckets have statements of these names too; the change is made where deliveries are.
      if (!all?.some((one) => one.Sid.startsWith('Deliveries'))) continue;
      document.Statement = all.map((one) => {
        if (one.Sid !== sid) return one;
        count += 1;
        return { ...one, ...change(one) };
      });
    }
  if (count !== 1) throw new Error(`${sid} was found ${count} times.`);
  return copy;
}

async function refuted(templates: readonly StackTemplate[]): Promise<boolean> {
  const { verdicts } = await prove(templates);
  return Object.values(verdicts).some((verdict) => JSON.stringify(verdict).includes('refuted'));
}

test('the proof does not hold with everybody of the organization let in, as nobody can tell whose it is', async () => {
  const { verdicts } = await prove(changed('Deliveries', () => ({ Principal: '*' })));
  expect(JSON.stringify(verdicts)).toMatch(/not-proven|not proven|untold|unproven/);
});

test('the proof accepts this way in', async () => {
  expect(await refuted(stacks)).toBe(false);
});

const first = (one: Statement) => String([one.Principal as object].map((given) => Object(given).AWS)[0]?.[0]);
const condition = (one: Statement, part: object) => ({ Condition: { ...Object(one.Condition), ...part } });

test.each<[string, string, (one: Statement) => object]>([
  ['reading beside putting', 'Deliveries', () => ({ Action: ['s3:PutObject', 's3:GetObject'] })],
  ['any action on objects', 'Deliveries', () => ({ Action: 's3:*Object' })],
  ['every kind of put', 'Deliveries', () => ({ Action: 's3:PutObject*' })],
  ['puts into the whole bucket', 'Deliveries', () => ({ Resource: { 'Fn::Sub': `${bucket}/*` } })],
  ['puts into folders that begin alike', 'Deliveries', () => ({ Resource: `${bucket}/delivered*` })],
  ['a user as a sender', 'Deliveries', () => ({ Principal: { AWS: 'arn:aws:iam::444455556666:user/ann' } })],
  [
    'a spared pattern of roles',
    'OnlySendersFromOutside',
    (one) => condition(one, { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*' } }),
  ],
  [
    'the own account as spared',
    'OnlySendersFromOutside',
    (one) =>
      condition(one, {
        StringNotEquals: { ...Object(Object(one.Condition).StringNotEquals), 'aws:PrincipalAccount': account },
      }),
  ],
  ['no refusal below the folder', 'OnlySendersFromOutside', () => ({ Action: 's3:AbortMultipartUpload' })],
  ['no refusal beside the folder', 'WritesOnlyThroughEndpoints', () => ({ Action: 's3:AbortMultipartUpload' })],
  ['a wider folder without refusal', 'WritesOnlyThroughEndpoints', () => ({ NotResource: `${bucket}/*` })],
  [
    'senders spared beside the folder',
    'WritesOnlyThroughEndpoints',
    (one) => condition(one, { ArnNotLike: { 'aws:PrincipalArn': role } }),
  ],
  ['the key for every service', 'Deliveries1', () => ({ Condition: {} })],
  [
    'the key for whatever S3 holds',
    'Deliveries1',
    () => ({
      Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
    }),
  ],
  [
    'the key for a bucket of others',
    'Deliveries1',
    () => ({
      Condition: {
        StringEquals: {
          'kms:ViaService': 's3.eu-central-1.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::somebody',
        },
      },
    }),
  ],
  ['grants of the key', 'Deliveries1', () => ({ Action: ['kms:GenerateDataKey', 'kms:CreateGrant'] })],
])('the proof refutes %s', async (_, sid, change) => {
  expect(first(found('AWS::S3::BucketPolicy', 'Deliveries').Statement.at(-1) as Statement)).toBe(role);
  expect(await refuted(changed(sid, change))).toBe(true);
});
