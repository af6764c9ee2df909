import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';
import { serverKeyAt } from '../../src/tokens/server-key.ts';
import { tokensIn } from '../../src/tokens/tokens.ts';
import { personIn } from '../crowd.ts';
import { testGateway } from '../test-gateway.ts';
import { inPython as pythonIn, scriptAt } from './in-python.ts';
import { realTracking } from './real-tracking.ts';

const run = promisify(execFile);
const open = await testGateway({ absent: ['tracking'] });
const { reached, url } = open;
const folder = mkdtempSync(join(tmpdir(), 'personal-token-'));
const inPython = pythonIn(folder);
const person = personIn('data-scientist', 'acme');
const own = join(open.folder, 'own');
const database = openGatewayState(join(own, 'state.sqlite'));
const tokens = tokensIn(database, serverKeyAt(join(own, 'server-key')));
const whole = tokens.make({ person, name: 'whole', keys: 'pair' });
const reading = tokens.make({ person, name: 'reading', narrowed: { scope: 'read', project: null }, keys: 'pair' });
let stop = async () => {};

beforeAll(async () => {
  ({ stop } = await realTracking(open.gateway.door.places.tracking, folder, ['acme', 'beta']));
});
beforeEach(() => {
  reached.length = 0;
});
afterAll(async () => {
  database.close();
  await Promise.all([open.close(), stop()]);
  rmSync(folder, { recursive: true });
});

describe("MLflow's client with a personal token", () => {
  const names = 'import mlflow; print([e.name for e in mlflow.MlflowClient().search_experiments()])';
  const making = 'import mlflow; mlflow.set_experiment("mine")';
  const at = (project: string, token: string) => ({
    MLFLOW_TRACKING_URI: `${url}/projects/${project}/tracking`,
    MLFLOW_TRACKING_TOKEN: token,
  });

  test('works in the project of its person', async () => {
    expect(await inPython(['-c', `${making}; ${names}`], at('acme', whole.text))).toContain("'mine'");
  });

  test('is told what is not allowed: another project, and writing with a token that reads', async () => {
    await expect(inPython(['-c', names], at('beta', whole.text))).rejects.toThrow(/NotAllowed.*not a member of beta/s);
    await expect(inPython(['-c', making.replace('mine', 'other')], at('acme', reading.text))).rejects.toThrow(
      /NotAllowed.*good for reading alone/s,
    );
    expect(await inPython(['-c', names], at('acme', reading.text))).toContain("'mine'");
  });

  test('takes it as the password of any user', async () => {
    const { MLFLOW_TRACKING_URI } = at('acme', '');
    const env = { MLFLOW_TRACKING_URI, MLFLOW_TRACKING_USERNAME: 'any', MLFLOW_TRACKING_PASSWORD: whole.text };
    expect(await inPython(['-c', names], env)).toContain("'mine'");
  });
});

describe('boto3 with a key pair', () => {
  const envOf = ({ keyPair }: typeof whole) => ({
    AWS_ACCESS_KEY_ID: keyPair?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: keyPair?.secretAccessKey ?? '',
  });

  test('invokes endpoints by its signature, and shows what is wrong', async () => {
    expect(JSON.parse(await inPython([scriptAt('ask_signed.py'), url], envOf(whole)))).toMatchObject({
      ...{ rows: 'reached', 'five million': 'reached', project: 'reached' },
      elsewhere: expect.stringMatching(/NotAllowed.*not a member of beta/),
      'wrong secret': expect.stringMatching(/SignatureNotAccepted.*not the one of this request and key/),
      'too long': expect.stringMatching(/BodyTooLong.*6291456 bytes/),
    });
    expect(reached.map(({ body }) => body.length)).toEqual([5, 5_000_000, 5]);
    expect(reached[0]?.headers).toMatchObject({ 'content-type': 'text/csv', accept: 'text/csv' });
    expect(JSON.stringify(reached[0]?.headers)).not.toMatch(/ATLK|x-amz/i);
  });

  test('does not with one that reads', async () => {
    const answer = JSON.parse(await inPython([scriptAt('ask_signed.py'), url], envOf(reading)));
    expect(answer.project).toMatch(/NotAllowed.*good for reading alone/);
    expect(reached).toEqual([]);
  });
});

describe('curl', () => {
  const invocations = `${url}/projects/acme/endpoints/sales/invocations`;

  test('sends the token from a file, and signs by itself', async () => {
    const file = join(folder, 'header');
    writeFileSync(file, `Authorization: Bearer ${whole.text}\n`, { mode: 0o600 });
    expect((await run('curl', ['-s', '-H', `@${file}`, '--data-binary', 'rows', invocations])).stdout).toBe('reached');
    const config = join(folder, 'config');
    const { accessKeyId, secretAccessKey } = whole.keyPair ?? { accessKeyId: '', secretAccessKey: '' };
    writeFileSync(
      config,
      `user = "${accessKeyId}:${secretAccessKey}"\naws-sigv4 = "aws:amz:local:sagemaker"\nheader = "Content-Type: text/csv"\n`,
    );
    expect((await run('curl', ['-s', '-K', config, '--data-binary', 'rows', `${invocations}`])).stdout).toBe('reached');
  });

  test('lets nobody in by an address', async () => {
    const { stdout } = await run('curl', ['-s', '--data-binary', 'rows', `${invocations}?token=${whole.text}`]);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'TokenMissing' });
  });
});
