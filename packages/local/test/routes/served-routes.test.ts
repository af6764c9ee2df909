import { type Caller, callerText, type Workspace } from '@atelier/core';
import type { QueryAnswer } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import { apiRoutes } from '../../../core/src/contract/api-routes.ts';
import { nothing, projectNamed, projectParams } from '../../../core/src/contract/request-parts.ts';
import { documentRoute, linesRoute } from '../../../core/src/contract/route.ts';
import type { Entrance } from '../../src/routes/entrance.ts';
import { servedRoutes } from '../../src/routes/served-routes.ts';
import { crowdedExample, entranceFor, owner, person, personIn } from '../supervised.ts';

const example = await crowdedExample();
const member = person(personIn('data-engineer', 'sales-forecasting'));
const path = '/projects/sales-forecasting/note';

const about = { params: projectParams, action: 'warehouse.load', resource: projectNamed } as const;
const note = documentRoute({
  ...about,
  method: 'PUT',
  path: '/projects/:project/note',
  body: apiRoutes.query.body,
  answer: apiRoutes.query.answer,
});
const notes = linesRoute({
  ...about,
  method: 'POST',
  path: '/projects/:project/notes',
  body: nothing,
  answer: apiRoutes.query.answer,
});

const nothingKept = async () => undefined;

interface Given {
  readonly caller?: Caller;
  readonly workspace?: () => Workspace;
  readonly answer?: (text: string) => string;
  readonly record?: Entrance['record'];
  readonly lines?: () => AsyncIterable<QueryAnswer | string>;
}

function served({
  caller = owner,
  workspace = () => example,
  answer = (text) => text,
  record = nothingKept,
  lines,
}: Given) {
  const { app, once, inLines } = servedRoutes({ ...entranceFor(() => caller), record, workspace, mostBytes: 1000 });
  once(note, ({ caller: by, body }) => ({
    rows: [[answer(body.sql), by.kind === 'person' ? by.person : callerText(by)]],
  }));
  inLines(notes, () => lines?.() ?? none());
  return app;
}

async function* none(): AsyncGenerator<QueryAnswer> {}

function put(body: string | ReadableStream): RequestInit {
  return { method: 'PUT', body, headers: { 'content-type': 'application/json' }, duplex: 'half' };
}

const good = put('{"sql":"hello"}');
const inLines = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };

function failing(error: unknown) {
  return served({
    answer: () => {
      throw error;
    },
  });
}

function problem(code: string, whose: 'yours' | 'machine') {
  return new Problem({ code, message: 'It is so.', fix: 'Do it.', whose, state: 'As it was.' });
}

test('a question comes with its caller, its parameters and its body', async () => {
  const response = await served({ caller: member }).request(path, good);
  expect(await response.json()).toEqual({ rows: [['hello', 'data-engineer.sales-forecasting']] });
});

describe('a failure', () => {
  test.each([
    ['of ours', new TypeError('a bug'), 500],
    ['of the machine', problem('TrackingLost', 'machine'), 503],
    ['of the person', problem('SqlRefused', 'yours'), 400],
    ['of somebody without the right', problem('NotAllowed', 'yours'), 403],
    ['about a project that is not there', problem('UnknownProject', 'yours'), 404],
    ['about a flow that is not there', problem('UnknownFlow', 'yours'), 404],
    ['whose code is the name of something else', problem('constructor', 'yours'), 400],
  ])('%s has its own status, and says itself in the same shape', async (_, error, status) => {
    const response = await failing(error).request(path, good);
    expect(response.status).toBe(status);
    const { problem: said } = (await response.json()) as { problem: object };
    expect(said).toMatchObject(
      error instanceof Problem
        ? JSON.parse(JSON.stringify(error))
        : { code: 'Bug', whose: 'ours', message: expect.stringContaining('a bug') },
    );
  });

  test('before the first line is no line, and has its own status', async () => {
    const lines = () => {
      throw problem('UnknownProject', 'yours');
    };
    const response = await served({ lines }).request('/projects/sales-forecasting/notes', inLines);
    expect([response.status, await response.json()]).toMatchObject([404, { problem: { code: 'UnknownProject' } }]);
  });

  test('in the middle of lines is the last of them', async () => {
    async function* lines() {
      yield { rows: [['one']] };
      yield '{"rows":[["as it is"]]}';
      throw problem('SqlRefused', 'yours');
    }
    const response = await served({ lines }).request('/projects/sales-forecasting/notes', inLines);
    expect(response.status).toBe(200);
    const said = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(said).toEqual([
      { rows: [['one']] },
      { rows: [['as it is']] },
      { problem: expect.objectContaining({ code: 'SqlRefused' }) },
    ]);
  });
});

describe('a body', () => {
  test('of exactly as many bytes as accepted is read, and of one more is not', async () => {
    const text = (length: number) => put(JSON.stringify({ sql: 'x'.repeat(length - '{"sql":""}'.length) }));
    expect((await served({}).request(path, text(1000))).status).toBe(200);
    const response = await served({}).request(path, text(1001));
    expect(response.status).toBe(400);
    const message =
      'PUT /projects/:project/note is not accepted as it was sent: it is longer than the 1000 bytes accepted.';
    expect(await response.json()).toMatchObject({ problem: { message } });
  });

  test('that goes on and on is left after what is accepted', async () => {
    let sent = 0;
    const long = new ReadableStream({
      pull: (controller) => {
        // Without the limit the test fails; the machine has to bear it.
        if (sent > 1_000_000) return controller.close();
        sent += 100;
        controller.enqueue(new Uint8Array(100).fill(32));
      },
    });
    expect((await served({}).request(path, put(long))).status).toBe(400);
    expect(sent).toBeLessThan(3000);
  });

  test('of somebody who may not is not even read', async () => {
    let isRead = false;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          isRead = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const caller = person(personIn('viewer', 'sales-forecasting'));
    expect((await served({ caller }).request(path, put(body))).status).toBe(403);
    expect(isRead).toBe(false);
  });

  test('that comes in slowly is of no use to somebody who has left the project meanwhile', async () => {
    const [whole, ...others] = example.projects;
    let workspace = example;
    let done = false;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          if (whole !== undefined) workspace = { ...example, projects: [{ ...whole, members: [] }, ...others] };
          controller.enqueue(new TextEncoder().encode('{"sql":"hello"}'));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const app = served({
      caller: member,
      workspace: () => workspace,
      answer: (text) => {
        done = true;
        return text;
      },
    });
    expect((await app.request(path, put(body))).status).toBe(403);
    expect(done).toBe(false);
  });
});
