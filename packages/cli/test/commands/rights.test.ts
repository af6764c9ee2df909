import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const examples = join(import.meta.dirname, '../../../../examples');

async function rights(...args: string[]) {
  const io = recordingIo(join(examples, 'acme'));
  const code = await run(['rights', ...args], io);
  return { code, ...io.said };
}

describe('atelier rights', () => {
  test('prints policies that IAM takes as they are', async () => {
    const { code, out } = await rights('--for', 'execution', '--json');
    const { policies } = JSON.parse(out);
    expect(code).toBe(0);
    expect(policies.length).toBeGreaterThan(1);
    for (const { document, characters } of policies) {
      expect(document.Version).toBe('2012-10-17');
      expect(characters).toBeLessThanOrEqual(6144);
    }
  });

  test('keeps apart what reads and what removes', async () => {
    const { out } = await rights('--json');
    const names = JSON.parse(out).policies.map(({ name }: { name: string }) => name.replace(/^.*acme-|-\d$/g, ''));
    expect([...new Set(names)]).toEqual(['status', 'drift', 'deploy', 'destroy']);
  });

  test('says for people what each statement is about, and that no account is named', async () => {
    const { code, out } = await rights('--for', 'status');
    expect(code).toBe(0);
    expect(out).toContain('ReadBuckets');
    expect(out).toContain('arn:aws:s3:::acme-*');
    expect(out).toContain('The file names no aws.account');
  });

  test('refuses a holder that there is not', async () => {
    expect((await rights('--for', 'everybody')).code).toBe(1);
  });
});
