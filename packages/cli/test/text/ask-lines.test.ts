import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestGateway, testGateway } from '../../../gateway/test/test-gateway.ts';
import { type AskLines, askLines } from '../../src/text/ask-lines.ts';
import { statusJson, statusText } from '../../src/text/status-text.ts';

const run = promisify(execFile);
const python = fileURLToPath(new URL('../../../../.venv/bin/python', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'ask-'));
const folder = join(base, `it's "mine" $HOME`);
const deployed = { project: 'acme', endpoint: 'sales', model: 'sales', version: 1, digest: null, socket: '' };
const service = { name: 'endpoint', state: 'ready', pid: 1, restarts: 0 } as const;
let open: TestGateway;
let door: Pick<TestGateway, 'url' | 'tokenFile' | 'headerFile'>;
let lines: AskLines;

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'rows.csv'), 'rows');
  open = await testGateway({
    tokenFile: join(folder, 'token'),
    behind: ({ method, url }, response) => response.end(`${method} ${url}`),
  });
  const { url, tokenFile, headerFile } = open;
  door = { url, tokenFile, headerFile };
  lines = askLines(door, { projects: ['acme'], endpoints: [{ ...deployed, service }] });
});

afterAll(async () => {
  await open.close();
  rmSync(base, { recursive: true });
});

describe('a line that is pasted as it stands', () => {
  test('asks the endpoint with curl', async () => {
    expect((await run('sh', ['-c', lines.curl], { cwd: folder })).stdout).toBe('POST /invocations');
  });

  test('asks the endpoint with boto3', async () => {
    const program = `import boto3; print(${lines.boto3}["Body"].read().decode())`;
    expect((await run(python, ['-c', program], { cwd: folder })).stdout).toBe('POST /invocations\n');
  });

  test("sets address, token and experiment for MLflow's client", async () => {
    const echo = 'echo "$MLFLOW_TRACKING_URI $MLFLOW_TRACKING_TOKEN $MLFLOW_EXPERIMENT_NAME"';
    const { stdout } = await run('sh', ['-c', `${lines.mlflow}; ${echo}`]);
    expect(stdout).toBe(`${door.url}/projects/acme/tracking ${readFileSync(door.tokenFile, 'utf8')} Default\n`);
  });

  test('lists what is there with curl while nothing is deployed', async () => {
    const { curl } = askLines(door, { projects: ['acme'], endpoints: [] });
    expect(JSON.parse((await run('sh', ['-c', curl])).stdout)).toMatchObject({
      projects: [{ project: 'acme' }, { project: 'beta' }],
    });
  });

  test('holds no token', () => {
    expect(JSON.stringify(lines)).not.toContain(readFileSync(door.tokenFile, 'utf8'));
  });
});

describe('the status of a workspace', () => {
  const status = {
    workspace: 'acme',
    pid: 1,
    services: [],
    projects: ['acme'],
    endpoints: [],
    spaces: [],
    spaceLimits: { memoryBytes: 1, processes: 1, diskBytes: null, by: 'cgroup v2', lacks: null } as const,
    runs: [],
    missingWalls: [],
  };

  test('names the address, the file of its token and a line for each client', () => {
    const text = statusText({ ...status, door }, undefined);
    for (const part of [door.url, door.tokenFile, '  mlflow ', '  browser ', '  curl ']) expect(text).toContain(part);
    expect(JSON.parse(statusJson({ ...status, door })).door).toMatchObject({
      url: door.url,
      tokenFile: door.tokenFile,
      ask: { mlflow: expect.stringContaining('MLFLOW_TRACKING_TOKEN'), curl: expect.stringContaining('curl -H') },
    });
  });

  test('says nothing of an address while none is open', () => {
    expect(statusText(status, undefined)).not.toContain('Open at');
    expect(JSON.parse(statusJson(status))).not.toHaveProperty('door');
  });
});
