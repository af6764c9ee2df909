import { describe, expect, test } from 'vitest';
import { example } from '../example.ts';
import { account, operator, workspace } from '../guardrails/opening.ts';
import { type Context, type Deployed, deployed, passes } from './both-answers.ts';

const of = await deployed(workspace, account);
const [data, artifacts, sandboxes] = ['data', 'artifacts', 'sandboxes'].map(
  (use) => `acme-sales-${use}-${account}-euc1`,
);
const role = (name: string, owner = account) => `arn:aws:iam::${owner}:role/${name}`;
const through = { 'aws:ViaAWSService': 'true' };
const asService = {
  'aws:PrincipalIsAWSService': 'false',
  'aws:ViaAWSService': 'true',
  'aws:CalledVia': 'athena.amazonaws.com',
};

type Asked = readonly [what: string, action: string, rest: string, context?: Context];

/** Ways to data, each as S3 authorises it. */
const reads: readonly Asked[] = [
  ['reads', 's3:GetObject', '/a.csv'],
  ['reads what was before', 's3:GetObjectVersion', '/a.csv'],
  ['selects by SQL, or signs an address for others', 's3:GetObject', '/a.csv', { 's3:authType': 'REST-QUERY-STRING' }],
  ['reads through an access point', 's3:GetObject', '/a.csv', { 's3:DataAccessPointAccount': account }],
  ['copies it into a bucket elsewhere', 's3:GetObject', '/a.csv', { 's3:x-amz-copy-source': 'x' }],
  ['replicates it', 's3:GetObjectVersionForReplication', '/a.csv'],
  ['asks for sizes and sums', 's3:GetObjectAttributes', '/a.csv'],
  ['reads tags', 's3:GetObjectTagging', '/a.csv'],
  ['reads the torrent', 's3:GetObjectTorrent', '/a.csv'],
  ['lists parts', 's3:ListMultipartUploadParts', '/a.csv'],
];
const writes: readonly Asked[] = [
  ['puts', 's3:PutObject', '/a.csv'],
  ['puts with tags', 's3:PutObjectTagging', '/a.csv'],
  ['opens to everybody', 's3:PutObjectAcl', '/a.csv'],
  ['locks', 's3:PutObjectRetention', '/a.csv'],
  ['replicates into it', 's3:ReplicateObject', '/a.csv'],
  ['restores', 's3:RestoreObject', '/a.csv'],
  ['ends an upload', 's3:AbortMultipartUpload', '/a.csv'],
];
const operating: readonly Asked[] = [
  ['lists', 's3:ListBucket', ''],
  ['lists what was before', 's3:ListBucketVersions', ''],
  ['lists uploads', 's3:ListBucketMultipartUploads', ''],
  ['deletes', 's3:DeleteObject', '/a.csv'],
  ['deletes for ever, by the thousand', 's3:DeleteObjectVersion', '/a.csv'],
];

/** What somebody gets done of all this in a bucket, by both evaluators. */
async function done(on: string, who: string, asked: readonly Asked[], from: Context = {}, where: Deployed = of) {
  const found: string[] = [];
  for (const [what, action, rest, context] of asked)
    if (await passes(where, { role: who, action, on, rest, context: { ...context, ...from } })) found.push(what);
  return found;
}

const everyWay = [...reads, ...writes, ...operating];
const names = (asked: readonly Asked[]) => asked.map(([what]) => what);

const strangers: readonly (readonly [string, string, Context])[] = [
  ['an administrator of the account, at home', role('Admin'), {}],
  ['an administrator, through Athena', role('Admin'), asService],
  ['an administrator, through any service, from inside', role('Admin'), { ...of.inside, ...through }],
  ['somebody in another VPC', role('Admin'), { 'aws:SourceVpce': 'vpce-0other', 'aws:SourceVpc': 'vpc-0other' }],
  ['a role called like an operator, in another path', role('ops'), {}],
  ['a role called like an operator, in other letters', role('ml/OPS'), {}],
  ['an operator of another account', role('ml/ops', '999988887777'), {}],
  ['a role called like the one that deploys by default', role('acme-operator'), {}],
  ['a data scientist, with keys carried home', role('acme-person-ann'), {}],
  ['a viewer, with keys carried home', role('acme-person-vi'), {}],
  ['whoever signs in', role('acme-signin-lead'), {}],
  ['a job, from outside', role('acme-jobs-sales'), {}],
  ['a sender', role('exporter', '444455556666'), {}],
  [
    'a role of an account that sends, with tags and a chosen name',
    role('ops', '777788889999'),
    { 'aws:PrincipalTag/x': '*' },
  ],
  ['somebody of no account here, from inside', role('x', '999988887777'), of.inside],
];

describe.each(strangers)('%s', (_, who, from) => {
  test.each([data, artifacts, sandboxes])('gets nothing done in %s', async (bucket = '') => {
    expect(await done(bucket, who, everyWay, from)).toEqual([]);
  });
});

describe('an operator', () => {
  test.each([data, artifacts, sandboxes])(
    'lists and deletes in %s from anywhere, and nothing else',
    async (bucket = '') => {
      expect(await done(bucket, operator, everyWay)).toEqual(names(operating));
      for (const from of [of.inside, { ...of.inside, ...through }, through])
        expect(await done(bucket, operator, [...reads, ...writes], from)).toEqual([]);
    },
  );
});

describe('a sender', () => {
  const put = (rest: string, context: Context = {}): Asked => [rest, 's3:PutObject', rest, context];
  const senders = [role('exporter', '444455556666'), role('whoever', '777788889999')];

  test.each(senders)('%s puts below the folder', async (sender) => {
    const keys = ['/delivered/a.csv', '/delivered/2026/11/a.csv', '/delivered/../a.csv'].map((key) => put(key));
    // The last is a name with dots, which lies below the folder: S3 resolves no paths.
    expect(await done(data ?? '', sender, keys)).toEqual(names(keys));
  });

  test.each(senders)('%s puts nowhere else', async (sender) => {
    const keys = [
      '/a.csv',
      '/delivered',
      '/delivered-too/a.csv',
      '/Delivered/a.csv',
      '//delivered/a.csv',
      '/x/delivered/a.csv',
    ];
    expect(
      await done(
        data ?? '',
        sender,
        keys.map((key) => put(key)),
      ),
    ).toEqual([]);
    expect(await done(artifacts ?? '', sender, [put('/delivered/a.csv'), put('/registered/a')])).toEqual([]);
    expect(await done(`acme-churn-data-${account}-euc1`, sender, [put('/delivered/a.csv')])).toEqual([]);
  });

  test.each<[string, Context]>([
    ['in the clear', { 'aws:SecureTransport': 'false' }],
    ['over old TLS', { 's3:TlsVersion': '1.1' }],
    ['with a key of its own', { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' }],
    [
      'with another key',
      { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-central-1:444455556666:key/1' },
    ],
    ['with a key of S3', { 's3:x-amz-server-side-encryption': 'AES256' }],
    ['through a service', through],
  ])('puts nothing %s', async (_, context) => {
    for (const sender of senders)
      expect(await done(data ?? '', sender, [put('/delivered/a.csv', context)])).toEqual([]);
  });

  test.each(['role/other', 'role/ml/exporter', 'role/Exporter', 'user/exporter'])(
    'is no %s of the same account',
    async (rest) => {
      const who = `arn:aws:iam::444455556666:${rest}`;
      expect(await done(data ?? '', who, [put('/delivered/a.csv')])).toEqual([]);
    },
  );
});

describe('the key', () => {
  const viaS3 = { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };
  const ofData = { ...viaS3, 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${data}` };
  const sender = role('exporter', '444455556666');
  const asks = (who: string, action: string, context: Context) =>
    passes(of, { role: who, action: `kms:${action}`, on: 'key', context });

  test('encrypts for senders what they put into that bucket', async () => {
    for (const action of ['GenerateDataKey', 'Decrypt']) expect(await asks(sender, action, ofData)).toBe(true);
  });

  test.each<[string, string, string, Context]>([
    ['a sender, by itself', sender, 'Decrypt', {}],
    [
      'a sender, for another bucket',
      sender,
      'Decrypt',
      { ...ofData, 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${artifacts}` },
    ],
    [
      'a sender, for an object',
      sender,
      'Decrypt',
      { ...ofData, 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${data}/x` },
    ],
    [
      'a sender, through another service',
      sender,
      'Decrypt',
      { ...ofData, 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' },
    ],
    ['a sender, in another region', sender, 'Decrypt', { ...ofData, 'kms:ViaService': 's3.us-east-1.amazonaws.com' }],
    ['a sender, who lends it', sender, 'CreateGrant', ofData],
    ['a sender, who changes its policy', sender, 'PutKeyPolicy', ofData],
    ['another role of that account', role('other', '444455556666'), 'GenerateDataKey', ofData],
    ['an administrator, by itself', role('Admin'), 'Decrypt', {}],
    [
      'an administrator, through a function',
      role('Admin'),
      'Decrypt',
      { 'kms:ViaService': 'lambda.eu-central-1.amazonaws.com' },
    ],
    [
      'an administrator, who lends it to a person',
      role('Admin'),
      'CreateGrant',
      { 'kms:GrantIsForAWSResource': 'false' },
    ],
    ['another account, through S3', role('x', '999988887777'), 'Decrypt', ofData],
  ])('opens for no %s', async (_, who, action, context) => {
    expect(await asks(who, action, context)).toBe(false);
  });
});

describe('roles', () => {
  const assumes = (who: string, on: string, action = 'sts:AssumeRole', context: Context = {}) =>
    passes(of, { role: who, action, on, context });

  test.each([
    ...[
      'acme-person-lead',
      'acme-jobs-sales',
      'acme-flows-sales',
      'acme-serving-sales',
      'acme-warehouse-sales',
      'acme-studio',
    ],
    ...['acme-signin-lead', 'acme-tracking-sales'],
  ])('%s is taken on by nobody with every right', async (on) => {
    const who = [
      role('Admin'),
      operator,
      role('acme-person-ann'),
      role('acme-signin-ann'),
      role('acme-jobs-churn'),
      role('x', '999988887777'),
    ];
    for (const one of who) {
      expect(await assumes(one, on)).toBe(false);
      expect(await assumes(one, on, 'sts:AssumeRole', { 'sts:RoleSessionName': 'lead', 'saml:sub': 'lead' })).toBe(
        false,
      );
      expect(await assumes(one, on, 'sts:TagSession')).toBe(false);
      expect(await assumes(one, on, 'sts:SetSourceIdentity')).toBe(false);
    }
  });
});

describe.each([
  ['acme', async () => example('acme')],
  ['company', async () => example('company')],
  ['existing', async () => example('existing')],
] as const)('of the example %s', (_, workspaceOf) => {
  test('nobody from outside gets anything done in any store', async () => {
    const there = await deployed(await workspaceOf(), account);
    const stores = [...there.documents.keys()].filter((name) => /-(data|artifacts|sandboxes)-/.test(name));
    expect(stores.length).toBeGreaterThan(2);
    for (const store of stores) {
      expect(await done(store, role('Admin'), everyWay, {}, there)).toEqual([]);
      expect(await done(store, role('Admin'), everyWay, asService, there)).toEqual([]);
      expect(await done(store, role('x', '999988887777'), everyWay, there.inside, there)).toEqual([]);
    }
  });
});
