import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem } from '@atelier/problem';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiClient } from '../../src/api/api-client.ts';
import { controlClient } from '../../src/control/control-client.ts';
import { createStateFolder, type StateFolder, stateFolder } from '../../src/state-folder.ts';
import { crowdedExample } from '../supervised.ts';

const signal = new AbortController().signal;

let state: StateFolder;
let server: Server | undefined;
let heard: string;

beforeEach(() => {
  state = createStateFolder(stateFolder(join(mkdtempSync(join(tmpdir(), 'ask-')), 'atelier.yaml')));
  heard = '';
});

afterEach(async () => {
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
  rmSync(dirname(state.root), { recursive: true });
});

/** Somebody at a socket who answers every request with these bytes, then hangs up. */
async function answering(socket: string, bytes: string): Promise<void> {
  const listening = createServer((connection) => {
    connection.once('data', (data) => {
      heard += data;
      connection.end(bytes);
    });
    connection.on('error', () => undefined);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(socket, resolve));
}

function http(status: number, body: string): string {
  return `HTTP/1.1 ${status} X\r\nconnection: close\r\n\r\n${body}`;
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  return Array.fromAsync(items);
}

const status = {
  workspace: 'acme',
  pid: 1,
  services: [],
  projects: [],
  endpoints: [],
  spaces: [],
  runs: [],
  missingWalls: [],
  spaceLimits: { memoryBytes: 1, processes: 1, diskBytes: null, by: 'cgroup v2', lacks: null },
};

describe('an answer', () => {
  test('is given as it was sent', async () => {
    await answering(state.apiSocket, http(200, JSON.stringify(status)));
    expect(await apiClient(state).status()).toEqual(status);
  });

  test('in lines is given line by line', async () => {
    await answering(state.apiSocket, http(200, '{"columns":[{"name":"a","type":"INTEGER"}]}\n{"rows":[[1],[null]]}\n'));
    expect(await collected(apiClient(state).query('sales', 'select 1', signal))).toEqual([
      { columns: [{ name: 'a', type: 'INTEGER' }] },
      { rows: [[1], [null]] },
    ]);
  });

  test.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a status without its services', JSON.stringify({ ...status, services: undefined })],
    [
      'a state that nobody knows',
      JSON.stringify({ ...status, services: [{ name: 'x', state: 'odd', pid: 1, restarts: 0 }] }),
    ],
    ['a number as text', JSON.stringify({ ...status, pid: '1' })],
    ['a problem that is none', '{"problem":{"code":1}}'],
    ['a problem of nobody', '{"problem":{"code":"X","message":"m","fix":"f","whose":"theirs"}}'],
  ])('that is %s is a problem, with which version to use', async (_, body) => {
    await answering(state.apiSocket, http(200, body));
    await expect(apiClient(state).status()).rejects.toMatchObject({
      code: 'AnswerNotUnderstood',
      whose: 'machine',
      fix: expect.stringContaining('same version'),
    });
  });

  test('whose line is no answer is a problem at that line', async () => {
    await answering(state.apiSocket, http(200, '{"rows":[[1]]}\n{"rows":[1]}\n'));
    const lines = apiClient(state).query('sales', 'select 1', signal)[Symbol.asyncIterator]();
    expect(await lines.next()).toMatchObject({ value: { rows: [[1]] } });
    await expect(lines.next()).rejects.toMatchObject({ code: 'AnswerNotUnderstood' });
  });

  test.each([
    ['at once', 403],
    ['as a line', 200],
  ])('that is a problem %s is thrown as it is', async (_, code) => {
    const problem = { code: 'NotAllowed', message: 'No.', fix: 'Ask.', whose: 'yours', state: 'As it was.' };
    await answering(state.apiSocket, http(code, `${JSON.stringify({ problem })}${code === 200 ? '\n' : ''}`));
    const thrown = await collected(apiClient(state).query('sales', 'select 1', signal)).catch((error) => error);
    expect(thrown).toBeInstanceOf(Problem);
    expect(thrown.toJSON()).toEqual(problem);
  });

  test('that is a bug of the supervisor is no problem of the person', async () => {
    await answering(
      state.apiSocket,
      http(500, '{"problem":{"code":"Bug","message":"TypeError: x","fix":"f","whose":"ours"}}'),
    );
    const thrown = await apiClient(state)
      .status()
      .catch((error) => error);
    expect(thrown).not.toBeInstanceOf(Problem);
    expect(thrown.message).toBe('TypeError: x');
  });

  test.each([
    ['before its head', 'HTTP/1.1 20'],
    ['in a line', http(200, '{"rows":[[1]]}\n{"ro')],
  ])('that is broken off %s says that the supervisor has ended', async (_, bytes) => {
    await answering(state.apiSocket, bytes);
    const asked = collected(apiClient(state).query('sales', 'select 1', signal));
    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^(SupervisorLost|HPE_\w+)$/) });
  });
});

describe('where nobody listens', () => {
  test('both clients say that the workspace is not up', async () => {
    for (const asked of [apiClient(state).status(), controlClient(state).stop()]) {
      await expect(asked).rejects.toMatchObject({ code: 'NotUp' });
    }
  });

  test('at the one socket, the other is not asked in its place', async () => {
    await answering(state.apiSocket, http(200, '{}'));
    await expect(controlClient(state).apply(await crowdedExample())).rejects.toMatchObject({ code: 'NotUp' });
    expect(heard).toBe('');
  });
});

test('a name cannot lead a request to another route', async () => {
  await answering(state.apiSocket, http(200, ''));
  await collected(apiClient(state).query('../stop?x=', 'select 1', signal));
  expect(heard).toMatch(/^POST \/projects\/\.\.%2Fstop%3Fx%3D\/sql HTTP/);
});
