import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../packages/cli/src/run.ts';
import { recordingIo } from '../../packages/cli/test/recording-io.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const picture = readFileSync(join(root, 'docs/images/acme.svg'), 'utf8');

test('the picture of the README is what atelier diagram draws now: make docs writes it', async () => {
  const io = recordingIo(mkdtempSync(join(tmpdir(), 'picture-')));
  expect(await run(['diagram', join(root, 'examples/acme/atelier.yaml')], io)).toBe(0);
  expect(io.said.out).toBe(picture);
});

test('no text of the picture is cut off', () => {
  const texts = [...picture.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(texts.length).toBeGreaterThan(40);
  expect(texts.filter((text) => text?.includes('…'))).toEqual([]);
});

test('the README shows the picture on its first screen, beside what was never run', () => {
  const first = readFileSync(join(root, 'README.md'), 'utf8').split('\n').slice(0, 40).join('\n');
  for (const said of ['docs/images/acme.svg', 'make demo', 'make test', 'never been deployed'])
    expect(first).toContain(said);
});
