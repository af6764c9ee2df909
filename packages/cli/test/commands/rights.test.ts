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

  test('says of a boundary what it refuses, and which line the file lacks', async () => {
    const { code, out } = await rights('--for', 'boundary');
    expect(code).toBe(0);
    expect(out).toMatch(/NotAnothers1\s+refuses/);
    expect(out).toContain('aws:ResourceTag/atelier:workspace is not acme');
    expect(out).toContain('permissionsBoundary: AtelierBoundary-acme');
  });

  test.each([
    ['--id', 'arn:aws:cloudformation:*'],
    ['--domain', 'd-*'],
  ])('takes no pattern for %s, which would widen the rights', async (option, value) => {
    const { code, err } = await rights(option, value);
    expect(code).toBe(1);
    expect(err).toContain(value);
  });

  test('refuses a holder that there is not', async () => {
    expect((await rights('--for', 'everybody')).code).toBe(1);
  });
});
