import { describe, expect, test } from 'vitest';
import { hearMessage } from '../../src/denied/hear-message.ts';
import { failures } from './failures.ts';
import { sentences } from './sentences.ts';

const omar = 'arn:aws:sts::111122223333:assumed-role/harvest-person-omar/SageMaker';

test.each(sentences)('%.160s', (text, wanted) => {
  const { policy = null, who = omar, ...told } = wanted;
  expect(hearMessage(text)).toEqual([{ verdict: 'denied', who, ...told, policy, place: null, facts: {} }]);
});

test.each(failures)('%.160s', (text, untold, operation) => {
  expect(hearMessage(text)).toEqual([expect.objectContaining({ untold, operation })]);
});

test('the host alone is kept of an address that was not reached', () => {
  const [heard] = hearMessage(
    'Could not connect to the endpoint URL: "https://b.s3.amazonaws.com/k?X-Amz-Signature=abc"',
  );
  expect(heard).toEqual({ untold: 'unreachable', operation: null, host: 'b.s3.amazonaws.com' });
});

test.each([
  '',
  'ValidationException: 1 validation error detected',
  'NoSuchKey: The specified key does not exist',
  '💥'.repeat(99),
])('a text that tells of no refusal tells nothing: %.40s', (text) => {
  expect(hearMessage(text)).toEqual([]);
});

test('several sentences in one text are several', () => {
  const all = sentences.map(([text]) => text).join('\n');
  expect(hearMessage(all)).toHaveLength(sentences.length);
});

describe('what lets somebody in is not kept', () => {
  const secrets = [
    'X-Amz-Signature=deadbeef',
    'ASIAABCDEFGHIJKLMNOP',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln',
    'IQoJb3JpZ2luX2VjEXAMPLE',
  ];
  test.each([
    `${omar} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k?X-Amz-Credential=a&X-Amz-Signature=deadbeef"`,
    'User: ASIAABCDEFGHIJKLMNOP is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln',
    `User: ${omar} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/IQoJb3JpZ2luX2VjEXAMPLE with an explicit deny`,
  ])('%.100s', (text) => {
    const kept = JSON.stringify(hearMessage(text));
    expect(kept).toContain('s3:GetObject');
    for (const secret of secrets) expect(kept).not.toContain(secret);
  });
});

test('a text that is made to be slow is heard in time', () => {
  const began = performance.now();
  hearMessage(' is not authorized to perform: s3:x'.repeat(3000));
  hearMessage('x'.repeat(1_000_000));
  hearMessage(`${'because no '.repeat(50_000)} is not authorized to perform: s3:X on resource: ${'a'.repeat(100_000)}`);
  expect(performance.now() - began).toBeLessThan(3000);
});
