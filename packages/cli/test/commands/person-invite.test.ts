import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frontDoorRoutes } from '@atelier/core/contract';
import { createStateFolder, stateFolder } from '@atelier/local';
import { listenOnSocket, servedRoutes } from '@atelier/local/routes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseWorkspace } from '../../../core/src/index.ts';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'invite-'));
const url = 'http://localhost:8470/invitations#abc';
const ends = '2026-12-01T10:00:00.000Z';
const asked: string[] = [];
let stop: () => Promise<void>;

beforeAll(async () => {
  const state = createStateFolder(stateFolder(join(folder, 'atelier.yaml'), process.env.XDG_RUNTIME_DIR));
  const parsed = parseWorkspace({ file: 'atelier.yaml', folder, text: 'workspace: acme\n' }, new Map());
  if (!parsed.ok) throw new Error('not a workspace');
  const { workspace } = parsed;
  const served = servedRoutes({
    by: "owner's socket",
    callerOf: () => ({ kind: 'owner' }),
    record: async () => undefined,
    workspace: () => workspace,
    mostBytes: 1000,
  });
  served.once(frontDoorRoutes.invite, ({ params: { person } }) => {
    asked.push(person);
    return { url, endsAtMs: Date.parse(ends) };
  });
  stop = await listenOnSocket(served.app, state.frontDoorSocket);
});

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

test('an invitation is asked for at the front door, and its link stands on a line of its own', async () => {
  const io = recordingIo(folder);
  expect(await run(['person', 'invite', 'july'], io)).toBe(0);
  expect(io.said.out.split('\n')[0]).toBe(url);
  expect(io.said.out).toContain(`until ${ends}`);
  expect(asked).toEqual(['july']);
});

test('with --json it is one document', async () => {
  const io = recordingIo(folder);
  await run(['person', 'invite', 'july', '--json'], io);
  expect(JSON.parse(io.said.out)).toEqual({ person: 'july', url, ends });
});

test('everybody in the file is invited by one command, each by a link of their own', async () => {
  const people = 'people: { july: { role: viewer }, john: { role: viewer } }';
  writeFileSync(join(folder, 'atelier.yaml'), `workspace: acme\n${people}\n`);
  const io = recordingIo(folder);
  expect(await run(['person', 'invite', '--all'], io)).toBe(0);
  expect(asked.slice(-2)).toEqual(['july', 'john']);
  expect(io.said.out).toMatch(/july +http.*\njohn +http/);
});

test.each([[[]], [['july', '--all']]])('whom to invite is said once: %j is refused', async (words) => {
  const io = recordingIo(folder);
  expect(await run(['person', 'invite', ...words], io)).toBe(1);
  expect(io.said.err).toContain('one name, or --all');
});

test('whatever the name is, it stays a name', async () => {
  for (const name of ['../workspace', 'a/b?c#d', '%2e%2e']) await run(['person', 'invite', name], recordingIo(folder));
  expect(asked.slice(-3)).toEqual(['../workspace', 'a/b?c#d', '%2e%2e']);
});
