import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;

interface DoorOf {
  readonly url: string;
  readonly tokenFile: string;
  readonly ask: Readonly<Record<string, string>>;
}

async function doorOf(...command: string[]): Promise<DoorOf | undefined> {
  return (await json(...command)).door as unknown as DoorOf | undefined;
}

beforeAll(async () => {
  writeFileSync(
    join(folder, 'atelier.yaml'),
    'workspace: shops\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  sales: { members: [lead] }\n',
  );
  const up = await atelier('up');
  if (up.code !== 0) throw new Error(up.err);
});

afterAll(() => workspace.remove());

describe('atelier up --listen', () => {
  test('opens an address on a workspace that is up, which had none before', async () => {
    expect(await doorOf('status')).toBeUndefined();
    const door = await doorOf('up', '--listen');
    expect((await fetch(door?.url ?? '')).status).toBe(401);
    expect(await doorOf('status')).toEqual(door);
  });

  test('opens it once, and shows how it is asked', async () => {
    const first = await doorOf('up', '--listen');
    expect(await doorOf('up', '--listen')).toEqual(first);
    const { out } = await atelier('status');
    expect(out).toContain(`Open at ${first?.url} for whoever can read ${first?.tokenFile}`);
  });

  test.each(['70000', '0', 'x', '-1'])('refuses %s as a port, before anything is started', async (port) => {
    expect((await atelier('up', `--listen=${port}`)).code).toBe(1);
  });

  test('says where it is, when another port is asked for later', async () => {
    const door = await doorOf('status');
    const { code, err } = await atelier('up', '--listen', '1023');
    expect([code, err]).toEqual([1, expect.stringContaining(`is open at ${door?.url}`)]);
  });

  test('leaves no token when the workspace goes down, and opens with another one', async () => {
    const door = await doorOf('status');
    await atelier('down');
    expect(existsSync(door?.tokenFile ?? '')).toBe(false);
    await expect(fetch(door?.url ?? '')).rejects.toThrow();
    const again = await doorOf('up', '--listen');
    expect((await fetch(again?.url ?? '')).status).toBe(401);
  });
});
