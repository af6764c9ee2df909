import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-diagram-'));
  await writeFile(join(folder, 'atelier.yaml'), 'workspace: acme\naws: { region: eu-central-1 }\n');
  await writeFile(join(folder, 'local.yaml'), 'workspace: acme\n');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function drawn(...args: string[]) {
  const io = recordingIo(folder);
  const code = await run(['diagram', ...args], io);
  return { code, ...io.said };
}

describe('atelier diagram', () => {
  test('prints the picture, and nothing beside it', async () => {
    const { code, out, err } = await drawn();
    expect(code).toBe(0);
    expect(out).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(err).toBe('');
  });

  test('writes the picture where it is told to, and says so', async () => {
    const { code, out, err } = await drawn('--out', 'network.svg');
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain('network.svg');
    expect(await readFile(join(folder, 'network.svg'), 'utf8')).toMatch(/^<svg /);
  });

  test('prints one JSON document with --json', async () => {
    const { out } = await drawn('--json', '--out', 'network.svg');
    expect(JSON.parse(out)).toEqual({ file: join(folder, 'network.svg'), svg: expect.stringMatching(/^<svg /) });
  });

  test('a folder that is not there is a problem with a fix', async () => {
    const { code, err } = await drawn('--out', 'none/network.svg');
    expect(code).toBe(1);
    expect(err).toMatch(/ENOENT.*\n?.*folder that is there/);
  });

  test('a workspace for one machine alone has no picture, and is told what is missing', async () => {
    const { code, err } = await drawn('local.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/no `aws` section/);
  });
});
