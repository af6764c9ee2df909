import { describe, expect, test } from 'vitest';
import { keptPolicy } from '../../src/layout/kept-policy.ts';
import { rights } from '../../src/rights/rights.ts';
import type { RightsHolder } from '../../src/rights/rights-policy.ts';
import { synthesise } from '../../src/synthesise.ts';
import { account, operator, workspace } from '../guardrails/opening.ts';
import { deployed, passes } from './both-answers.ts';

const living = await deployed(workspace, account);
const synthesis = await synthesise(workspace);
const data = `acme-sales-data-${account}-euc1`;
const logs = `acme-access-logs-${account}-euc1`;
const place = { partition: 'aws', region: 'eu-central-1', account };
const kept = {
  ...living,
  documents: new Map(living.documents).set(data, JSON.parse(keptPolicy(workspace, place, data))),
};

/** What a page says to hand out, as one document. */
async function handedOut(...holders: readonly RightsHolder[]): Promise<object> {
  const all = await Promise.all(holders.map((holder) => rights(workspace, synthesis, holder)));
  const Statement = all.flatMap(({ policies }) => policies.flatMap(({ document }) => document.Statement));
  return { Version: '2012-10-17', Statement };
}

const viaS3 = { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };
const ofWorkspace = { 'aws:ResourceTag/atelier:workspace': 'acme' };

describe('an operator who reads a kept store as the page says', async () => {
  const identity = await handedOut('deploy', 'kept');
  const asks = (action: string, on: string, rest = '') => ({ role: operator, action, on, rest, identity });

  test('lists it, reads objects and what was before, and the key decrypts', async () => {
    expect(await passes(kept, asks('s3:ListBucket', data))).toBe(true);
    expect(await passes(kept, asks('s3:GetObject', data, '/a.csv'))).toBe(true);
    expect(await passes(kept, asks('s3:GetObjectVersion', data, '/a.csv'))).toBe(true);
    expect(await passes(kept, { ...asks('kms:Decrypt', 'key'), context: { ...viaS3, ...ofWorkspace } })).toBe(true);
  });

  test('uses the key of no other workspace, and not by itself', async () => {
    const other = { 'aws:ResourceTag/atelier:workspace': 'acme-two' };
    expect(await passes(kept, { ...asks('kms:Decrypt', 'key'), context: { ...viaS3, ...other } })).toBe(false);
    expect(await passes(kept, { ...asks('kms:Decrypt', 'key'), context: ofWorkspace })).toBe(false);
  });

  test('reads no object before, and none without the rights for it', async () => {
    expect(await passes(living, asks('s3:GetObject', data, '/a.csv'))).toBe(false);
    const without = { ...asks('s3:GetObject', data, '/a.csv'), identity: await handedOut('deploy') };
    expect(await passes(kept, without)).toBe(false);
  });

  test('reads who has asked for what, from the first day', async () => {
    expect(await passes(living, asks('s3:GetObject', logs, '/2026-11-30'))).toBe(true);
  });
});

describe('a pipeline that delivers with what the page says', () => {
  const put = { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${data}/delivered/*` };
  const encrypt = { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' };
  const as = (...Statement: readonly object[]) => ({
    role: 'arn:aws:iam::444455556666:role/exporter',
    identity: { Version: '2012-10-17', Statement },
  });
  const file = { action: 's3:PutObject', on: data, rest: '/delivered/a.csv' };
  const ofData = { ...viaS3, 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${data}` };

  test('puts a file, in parts too', async () => {
    expect(await passes(living, { ...as(put, encrypt), ...file })).toBe(true);
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'])
      expect(await passes(living, { ...as(put, encrypt), action, on: 'key', context: ofData })).toBe(true);
  });

  test('needs both, as it is of another account', async () => {
    expect(await passes(living, { ...as(encrypt), ...file })).toBe(false);
    expect(await passes(living, { ...as(put), action: 'kms:GenerateDataKey', on: 'key', context: ofData })).toBe(false);
  });

  test('is refused with an access list, as the page says', async () => {
    const acl = { ...put, Action: ['s3:PutObject', 's3:PutObjectAcl'] };
    expect(await passes(living, { ...as(acl), ...file, action: 's3:PutObjectAcl' })).toBe(false);
  });
});

test('an auditor with the rights for status lists and reads nothing', async () => {
  const auditor = { role: `arn:aws:iam::${account}:role/auditor`, identity: await handedOut('status'), on: data };
  for (const [action, rest] of [
    ['s3:ListBucket', ''],
    ['s3:ListBucketVersions', ''],
    ['s3:GetObject', '/a.csv'],
  ] as const)
    expect(await passes(living, { ...auditor, action, rest })).toBe(false);
});
