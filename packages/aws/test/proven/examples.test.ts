import { readFileSync } from 'node:fs';
import { accept, prove, readAcceptances } from '@atelier/proofs';
import { describe, expect, test } from 'vitest';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile } from '../example.ts';

const proofOf = async (file: string) => await prove((await synthesise(await exampleFile(file))).stacks);

test('every promise of the example is proven, and nothing accepted', async () => {
  const { ok, findings, accepted } = await proofOf('acme/atelier.yaml');
  expect({ ok, findings, accepted }).toEqual({ ok: true, findings: [], accepted: [] });
});

describe.each(['migration', 'unified-studio'])('what is found in the published %s', (name) => {
  const file = new URL(`../../../../examples/published/accepted/${name}.yaml`, import.meta.url);
  const acceptances = readAcceptances(readFileSync(file, 'utf8'), `${name}.yaml`);

  test('is accepted with a reason, all of it and nothing else', async () => {
    const proof = accept(await proofOf(`published/${name}.yaml`), acceptances, '2026-11-30');
    expect(proof.findings).toEqual([]);
    expect(proof.accepted.length).toBeGreaterThan(0);
    for (const { reason } of proof.accepted) expect(reason).toMatch(/\w+ .*\.$/);
  });

  test('is not proven without that', async () => {
    expect((await proofOf(`published/${name}.yaml`)).ok).toBe(false);
  });
});
