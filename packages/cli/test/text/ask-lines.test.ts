import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Door, openDoor } from '../../../local/src/door/open-door.ts';
import { type AskLines, askLines } from '../../src/text/ask-lines.ts';
import { statusJson, statusText } from '../../src/text/status-text.ts';

const run = promisify(execFile);
const python = fileURLToPath(new URL('../../../../.venv/bin/python', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'ask-'));
const folder = join(base, `it's "mine" $HOME`);
const socket = join(base, 'server');
const endpoints = [{ project: 'sales', endpoint: 'forecast', model: 'forecast', version: 1, digest: null }];
const service = { name: 'endpoint', state: 'ready', pid: 1, restarts: 0 } as const;
const server = createServer((request, response) => response.end(`${request.method} ${request.url}`));
let door: Door;
let lines: AskLines;

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'rows.csv'), 'rows');
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const targets = {
    projects: () => ['sales'],
    trackingSocket: socket,
    endpoints: () => endpoints.map((deployed) => ({ ...deployed, socket })),
  };
  door = await openDoor(targets, { tokenFile: join(folder, 'token'), tell: () => undefined });
  lines = askLines(door, {
    projects: ['sales'],
    endpoints: endpoints.map((deployed) => ({ ...deployed, socket, service })),
  });
});

afterAll(async () => {
  await door.close();
  server.close();
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
    expect(stdout).toBe(`${door.url}/projects/sales/tracking ${readFileSync(door.tokenFile, 'utf8')} Default\n`);
  });

  test('lists what is there with curl while nothing is deployed', async () => {
    const { curl } = askLines(door, { projects: ['sales'], endpoints: [] });
    expect(JSON.parse((await run('sh', ['-c', curl])).stdout)).toMatchObject({ projects: [{ project: 'sales' }] });
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
    projects: ['sales'],
    endpoints: [],
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
