import { describe, expect, test } from 'vitest';
import { gather } from '../../src/denied/gather.ts';
import { sentences } from './sentences.ts';
import { data, event, partsOf, refusal } from './trail.ts';

const all = () => true;
const put = refusal(
  's3:PutObject',
  `arn:aws:s3:::${data}/a.csv`,
  'because no identity-based policy allows the s3:PutObject action',
);
const wanted = {
  operation: 's3:PutObject',
  resource: `arn:aws:s3:::${data}/a.csv`,
  by: 'identity',
  isExplicit: false,
  place: { kind: 'address', address: '10.10.0.9' },
  count: 1,
};

describe('one refusal is heard alike', () => {
  const text = JSON.stringify(put);
  test.each([
    ['a record', text],
    ['a record over many lines', JSON.stringify(put, null, 2)],
    ['a Records file', `{"Records":[${text}]}`],
    [
      "EventBridge's envelope",
      JSON.stringify({ version: '0', 'detail-type': 'AWS API Call via CloudTrail', detail: put }),
    ],
    ['an answer of lookup-events', JSON.stringify({ Events: [{ EventId: '1', CloudTrailEvent: text }] })],
    ['an answer of filter-log-events', JSON.stringify({ events: [{ timestamp: 1, message: text }] })],
    ['a file with a byte order mark', `\uFEFF${text}`],
    ['a line among damaged ones', `{"a": "\n${text}\n{"b":`],
  ])('%s', async (_, input) => {
    for (const size of [1, 13, 100_000]) {
      const { told } = await gather(partsOf(input, size), all);
      expect(told).toEqual([expect.objectContaining(wanted)]);
    }
  });
});

test('records that are alike are counted, and told apart by who, what, where and why', async () => {
  const records = [
    put,
    put,
    { ...put, vpcEndpointId: undefined, sourceIPAddress: '198.51.100.7' },
    refusal('s3:PutObject', `arn:aws:s3:::${data}/other/a.csv`, ''),
  ];
  const { told, records: count } = await gather(partsOf(records.map((one) => JSON.stringify(one)).join('\n')), all);
  expect([count, told.map((one) => one.count)]).toEqual([4, [2, 1, 1]]);
});

test('what passed is kept where it is ours, and other failures and services of AWS say nothing', async () => {
  const records = [
    event(),
    event({}, 'someone-else'),
    event({ errorCode: 'NoSuchKey', errorMessage: 'The specified key does not exist.' }),
    event({ userIdentity: { type: 'AWSService', invokedBy: 'logs.amazonaws.com' } }),
  ];
  const text = JSON.stringify({ Records: records });
  const { told } = await gather(partsOf(text), (who) => who.includes('/harvest-'));
  expect(told.map(({ verdict, who }) => [verdict, who.includes('omar')])).toEqual([['allowed', true]]);
});

test.each([
  ['GetObject', {}, 's3:GetObject', `arn:aws:s3:::${data}/a.csv`],
  ['HeadObject', {}, 's3:GetObject', `arn:aws:s3:::${data}/a.csv`],
  [
    'ListObjectsV2',
    { requestParameters: { bucketName: data, prefix: '2026/' } },
    's3:ListBucket',
    `arn:aws:s3:::${data}`,
  ],
  ['CreateMultipartUpload', {}, 's3:PutObject', `arn:aws:s3:::${data}/a.csv`],
])('the right that %s asks for is found where no sentence tells it', async (eventName, change, operation, resource) => {
  const record = event({ eventName, errorCode: 'AccessDenied', errorMessage: 'Access Denied', ...change });
  const { told } = await gather(partsOf(JSON.stringify(record)), all);
  expect(told).toEqual([
    expect.objectContaining({ verdict: 'denied', operation, resource, by: null, isExplicit: null }),
  ]);
});

test('nothing that is kept lets somebody in', async () => {
  const record = refusal('s3:PutObject', `arn:aws:s3:::${data}/a?X-Amz-Security-Token=IQoJb3JpZ2lu`, '', {
    requestParameters: { bucketName: data, 'X-Amz-Signature': 'deadbeef' },
  });
  const kept = JSON.stringify(await gather(partsOf(JSON.stringify(record)), all));
  for (const secret of ['ASIAEXAMPLE', 'deadbeef', 'IQoJ', 'secret-of-a-request', 'Boto3'])
    expect(kept).not.toContain(secret);
});

test('text is heard however it comes, and sentences in a long log all', async () => {
  const noise = 'INFO nothing happened here at all\n'.repeat(3000);
  const text = sentences.map(([sentence]) => `${noise}${sentence}\n`).join('');
  const { told, damaged } = await gather(partsOf(text, 1000), all);
  expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(sentences.length);
  expect(damaged).toBe(0);
});

test.each([
  ['nothing', ''],
  ['JSON of something else', '{"a": 1}\n[1, 2]'],
  ['text of something else', 'hello'],
  ['brackets without end', '{"'.repeat(50_000)],
  ['lists without end', '[{"a":'.repeat(50_000)],
  ['signs that are none', '\uD800\uDFFF\u0007'.repeat(1000)],
])('%s tells nothing, and stops nothing', async (_, text) => {
  const { told, untold } = await gather(partsOf(text), all);
  expect([told, untold]).toEqual([[], []]);
});

test('kinds beyond the most that are kept are counted', async () => {
  const many = Array.from({ length: 2100 }, (_, index) =>
    JSON.stringify(refusal(`s3:Put${index}`, 'arn:aws:s3:::b', '')),
  );
  const { told, left } = await gather(partsOf(many.join('\n'), 65_536), all);
  expect([told.length, left]).toEqual([2000, 100]);
});
