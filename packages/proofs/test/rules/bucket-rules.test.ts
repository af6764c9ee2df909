import { expect, test } from 'vitest';
import { prove } from '../../src/index.ts';

const bucket = (logsTo: string | null) => ({
  Type: 'AWS::S3::Bucket',
  Properties: logsTo === null ? {} : { LoggingConfiguration: { DestinationBucketName: { Ref: logsTo } } },
});

/** Buckets of which somebody from outside reads, by what each one logs into. */
async function open(logs: Readonly<Record<string, string | null>>): Promise<string[]> {
  const Resources = Object.fromEntries(Object.entries(logs).map(([id, into]) => [id, bucket(into)]));
  const { findings } = await prove([{ stack: 's', region: null, template: { Resources } }]);
  return findings.filter(({ rule }) => rule === 'bucket-outside').map(({ resource }) => resource);
}

test('the bucket that S3 logs into needs no network', async () => {
  expect(await open({ Data: 'Logs', Logs: null })).toEqual(['Data']);
});

test('a bucket whose own requests are logged elsewhere holds data, whatever is logged into it', async () => {
  expect(await open({ Data: 'Logs', Logs: null, More: 'Data' })).toEqual(['Data', 'More']);
});

test('a bucket that logs into itself, as one for logs may, needs none', async () => {
  expect(await open({ Data: 'Logs', Logs: 'Logs' })).toEqual(['Data']);
});
