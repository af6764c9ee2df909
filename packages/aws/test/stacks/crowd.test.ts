import { expect, test } from 'vitest';
import { synthesise } from '../../src/synthesise.ts';
import { crowd } from '../crowd.ts';

test('a thousand people and a hundred projects are stacks with room to spare', async () => {
  const { stacks } = await synthesise(crowd(1000, 100));
  expect(stacks).toHaveLength(134);
  for (const { stack, template } of stacks) {
    expect(Object.keys(template.Resources).length, stack).toBeLessThanOrEqual(450);
    expect(Object.keys(template.Outputs ?? {}).length, stack).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(JSON.stringify(template, null, 1)), stack).toBeLessThan(1_000_000);
  }
});
