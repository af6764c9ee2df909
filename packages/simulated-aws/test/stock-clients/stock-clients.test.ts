import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientEnvironment } from '../../src/http/client-environment.ts';
import { type Account, openAccount } from '../simulated-account/open-account.ts';

const run = promisify(execFile);
const python = fileURLToPath(new URL('../../../../.venv/bin/python', import.meta.url));
let account: Account;
let folder: string;
beforeEach(async () => {
  account = await openAccount();
  folder = mkdtempSync(join(tmpdir(), 'stock-clients-'));
});
afterEach(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

/** What a script prints that knows no other account. */
async function told(script: string, ...args: readonly string[]): Promise<unknown> {
  const place = { url: account.url, region: account.world.region, folder };
  const env = clientEnvironment({ PATH: process.env.PATH, HOME: folder }, place);
  const path = fileURLToPath(new URL(script, import.meta.url));
  return JSON.parse((await run(python, [path, ...args], { env: { ...env } })).stdout);
}

describe("Python's stock client", () => {
  test.each([
    ['path', 'path', () => account.url],
    ['name of the host', 'virtual', () => account.url.replace('127.0.0.1', 'localhost')],
  ])('keeps objects in buckets, with the bucket in the %s', async (_, style, url) => {
    expect(await told('keep_objects.py', url(), style)).toEqual({
      buckets: ['plain', 'versioned'],
      head: 'eu-central-1',
      objects: {
        head: [10, 'text/plain', { from: 'a person' }],
        part: ['234', 'bytes 2-4/10', 206],
        copied: ['0123456789', 'text/plain', { from: 'a person' }],
        'same tag': true,
      },
      lists: { pages: 2, keys: ['l/1', 'l/2', 'l/3', 'l/4'], folders: ['l/x y/', 'l/z/'], 'first way': true },
      parts: { listed: [1, 2], tag: '2', bytes: 1, transferred: true, 'under way': [] },
      versions: { sizes: [2, 1], marks: [true], oldest: '1' },
      policy: { same: true, gone: 'NoSuchBucketPolicy' },
      tags: [[{ Key: 'team', Value: 'a' }], [{ Key: 'team', Value: 'a' }], []],
      refused: {
        'no bucket': '404',
        'no key': 'NoSuchKey',
        'no place': 'IllegalLocationConstraintException',
        'other place': 'IllegalLocationConstraintException',
        'there already': 'PreconditionFailed',
        'beyond its end': 'InvalidRange',
        'not empty': 'BucketNotEmpty',
        'no upload': 'NoSuchUpload',
      },
      left: [],
    });
    expect(account.calls.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  test('looks around in an account', async () => {
    expect(await told('look_around.py', account.url)).toEqual({
      validated: [
        'Three things',
        [{ ParameterKey: 'Secret', DefaultValue: 'hush', NoEcho: true }],
        ['CAPABILITY_NAMED_IAM'],
      ],
      parameters: [{ ParameterKey: 'Secret', ParameterValue: '****' }],
      status: 'CREATE_COMPLETE',
      resources: ['Vpc', 'Name', 'Role'],
      network: '10.0.0.0/16',
      'in it': [0, 1],
      role: 'looker',
      roles: ['looker'],
      parameter: 'v',
      account: '123456789012',
    });
  });
});
