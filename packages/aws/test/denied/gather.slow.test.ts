import { expect, test } from 'vitest';
import { gather } from '../../src/denied/gather.ts';
import { data, event, refusal } from './trail.ts';

const mostBytes = 100 * 1024 * 1024;
const one = JSON.stringify(event());
const other = JSON.stringify(
  refusal(
    's3:PutObject',
    `arn:aws:s3:::${data}/a.csv`,
    'because no identity-based policy allows the s3:PutObject action',
  ),
);

/** A file of CloudTrail on one line. */
async function* trail(): AsyncGenerator<string> {
  yield '{"Records":[';
  const part = `${one},${one},${other},`.repeat(16);
  for (let length = 0; length < mostBytes; length += part.length) yield part;
  yield `${one}]}`;
}

test('a file of 100 MB on one line is read whole, and not held', async () => {
  const before = process.memoryUsage().rss;
  const { told, records, damaged } = await gather(trail(), () => true);
  expect(records * one.length).toBeGreaterThan(mostBytes * 0.8);
  expect([told.length, damaged]).toEqual([2, 0]);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(300);
});

test('a text of 100 MB without an end of line is read, and not held', async () => {
  const part = 'x'.repeat(64 * 1024);
  const text = async function* () {
    for (let length = 0; length < mostBytes; length += part.length) yield part;
    yield ` ${JSON.parse(other).errorMessage}`;
  };
  const before = process.memoryUsage().rss;
  const { told } = await gather(text(), () => true);
  expect(told.map(({ operation }) => operation)).toEqual(['s3:PutObject']);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(300);
});
