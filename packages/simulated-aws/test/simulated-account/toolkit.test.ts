import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientEnvironment } from '../../src/http/client-environment.ts';
import { type Account, openAccount } from './open-account.ts';

const program = fileURLToPath(new URL('one-bucket.ts', import.meta.url));

describe("the CDK's own toolkit in a process of its own", () => {
  let account: Account;
  let folder: string;
  let printed: string;

  beforeAll(async () => {
    account = await openAccount();
    folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
    const place = { url: account.url, region: 'eu-central-1', folder };
    const env = { ...clientEnvironment(process.env, place) } as NodeJS.ProcessEnv;
    printed = (await promisify(execFile)(process.execPath, [program], { env })).stdout;
  });
  afterAll(async () => {
    await account.close();
    await rm(folder, { recursive: true });
  });

  test('asks nothing that the account does not have', () => {
    expect(account.calls.filter(({ outcome }) => outcome === 'refused' || outcome === 'failed')).toEqual([]);
  });

  test('sees the change before it makes it, by a change set', () => {
    expect(JSON.parse(printed)).toEqual({ changes: 1 });
    const changeSets = account.calls.filter(({ action }) => action === 'CreateChangeSet');
    expect(changeSets.map(({ input }) => input.StackName)).toEqual([
      'CDKToolkit',
      'one-bucket',
      'one-bucket',
      'one-bucket',
    ]);
  });

  test('leaves what the bootstrap made, and nothing of the deleted stack', () => {
    const left = account.world.resources.list();
    expect(left.filter(({ stack }) => stack !== 'CDKToolkit')).toEqual([]);
    const types = ['AWS::S3::Bucket', 'AWS::SSM::Parameter', 'AWS::ECR::Repository', 'AWS::IAM::Role'];
    expect(types.map((type) => left.filter((resource) => resource.type === type).length)).toEqual([1, 1, 1, 5]);
  });

  test('finds the templates that it published', () => {
    const [bucket] = account.world.resources.list('AWS::S3::Bucket');
    const keys = account.world.objects.keys(bucket?.id ?? '');
    expect(keys).toHaveLength(2);
    expect(keys.every((key) => key.endsWith('.json'))).toBe(true);
  });
});

describe('the environment of a process that reaches the simulated account', () => {
  const place = { url: 'http://127.0.0.1:1', region: 'eu-central-1', folder: '/nowhere' };

  test.each([
    ['AWS_PROFILE', 'production'],
    ['AWS_SESSION_TOKEN', 'real'],
    ['AWS_ENDPOINT_URL_S3', 'http://elsewhere'],
    ['AWS_ROLE_ARN', 'arn:aws:iam::1:role/real'],
    ['CDK_DEFAULT_ACCOUNT', '1'],
    ['HTTPS_PROXY', 'http://proxy'],
    ['http_proxy', 'http://proxy'],
  ])('does not take over %s', (name, value) => {
    expect(clientEnvironment({ [name]: value, PATH: '/bin' }, place)).not.toHaveProperty(name);
  });

  test('keeps what has nothing to do with an account', () => {
    expect(clientEnvironment({ PATH: '/bin' }, place)).toMatchObject({ PATH: '/bin', AWS_ENDPOINT_URL: place.url });
  });
});
