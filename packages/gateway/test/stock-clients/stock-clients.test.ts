import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGateway } from '../test-gateway.ts';
import { python, inPython as pythonIn, scriptAt } from './in-python.ts';
import { realTracking } from './real-tracking.ts';

const run = promisify(execFile);
const open = await testGateway({ absent: ['tracking'] });
const { reached, url, token } = open;
const folder = mkdtempSync(join(tmpdir(), 'stock-clients-'));
const inPython = pythonIn(folder);
let stop = async () => {};

beforeAll(async () => {
  ({ stop } = await realTracking(open.gateway.door.places.tracking, folder, ['acme', 'beta']));
});

afterAll(async () => {
  await Promise.all([open.close(), stop()]);
  rmSync(folder, { recursive: true });
});

describe("MLflow's client", () => {
  const tracking = (project: string) => `${url}/projects/${project}/tracking`;
  const names = 'import mlflow; print([e.name for e in mlflow.MlflowClient().search_experiments()])';

  test('logs, registers, loads, traces and deletes, in the workspace of the project', async () => {
    const env = { MLFLOW_TRACKING_URI: tracking('acme'), MLFLOW_TRACKING_TOKEN: token };
    expect(JSON.parse(await inPython([scriptAt('ask_tracking.py')], env))).toEqual({
      params: { depth: '3' },
      history: [0.5],
      listed: ['files/a', 'files/plain.txt', 'files/two words.txt'],
      same: true,
      'by uri': [2],
      'by version': [4],
      'by alias': [6],
      traces: 1,
      found: 1,
      left: 0,
    });
  });

  test('sees nothing of it in another project, whatever workspace it asks for', async () => {
    const env = { MLFLOW_TRACKING_URI: tracking('beta'), MLFLOW_TRACKING_TOKEN: token, MLFLOW_WORKSPACE: 'acme' };
    expect(await inPython(['-c', names], env)).toBe('[]');
  });

  test('logs where a script names no experiment into the one that the environment names', async () => {
    const env = { MLFLOW_TRACKING_URI: tracking('beta'), MLFLOW_TRACKING_TOKEN: token };
    const program = `import mlflow; mlflow.log_metric("a", 1.0); mlflow.end_run(); ${names}`;
    await expect(inPython(['-c', program], env)).rejects.toThrow(/no experiment/i);
    expect(await inPython(['-c', program], { ...env, MLFLOW_EXPERIMENT_NAME: 'Default' })).toContain("['Default']");
  });

  test('signs in with any user and the token as password, and with a slash at the end of the address', async () => {
    const signIn = { MLFLOW_TRACKING_USERNAME: 'anybody', MLFLOW_TRACKING_PASSWORD: token };
    const env = { MLFLOW_TRACKING_URI: `${tracking('acme')}/`, ...signIn };
    expect(await inPython(['-c', names], env)).toBe("['through the door']");
  });

  test('shows what is wrong with a token', async () => {
    const env = { MLFLOW_TRACKING_URI: tracking('acme'), MLFLOW_TRACKING_TOKEN: 'wrong' };
    await expect(inPython(['-c', names], env)).rejects.toThrow(/TokenWrong: What the request carries lets nobody in/);
  });
});

describe('boto3', () => {
  test.each([5, 5_000_000])('invokes an endpoint with %i bytes, and shows what is wrong', async (bytes) => {
    reached.length = 0;
    const answer = JSON.parse(await inPython([scriptAt('ask_endpoint.py'), url, open.tokenFile, `${bytes}`], {}));
    expect(answer).toMatchObject({
      short: 'reached',
      project: 'reached',
      ambiguous: expect.stringMatching(/AmbiguousEndpoint.*acme, beta/),
      'wrong token': expect.stringMatching(/TokenWrong.*lets nobody in/),
    });
    expect(reached.map(({ method, url, body }) => [method, url, body.length])).toEqual([
      ['POST', '/invocations', bytes],
      ['POST', '/invocations', bytes],
    ]);
    expect(reached[0]?.headers).toMatchObject({ 'content-type': 'text/csv', accept: 'text/csv' });
  });
});

describe('curl', () => {
  const invocations = `${url}/endpoints/sales/invocations`;

  test('reads the token from the file, so that it stands in no command line', async () => {
    const { stdout } = await run('curl', ['-s', '-H', `@${open.headerFile}`, '--data-binary', 'rows', invocations]);
    expect(stdout).toBe('reached');
  });

  test('hears of a missing token also after a large body', async () => {
    const { stdout } = await run('curl', ['-s', '-H', 'Expect:', '--data-binary', `@${python}`, invocations]);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'TokenMissing' });
  });
});
