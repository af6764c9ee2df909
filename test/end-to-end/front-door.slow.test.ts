import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;

interface Shown {
  readonly door: { readonly url: string; readonly tokenFile: string };
  readonly services: readonly { readonly name: string; readonly pid: number; readonly restarts: number }[];
}

async function shown(...command: string[]): Promise<Shown> {
  return (await json(...command)) as unknown as Shown;
}

/** Ask for the list of projects with the owner's token. */
async function projectsAt({ url, tokenFile }: Shown['door']): Promise<unknown> {
  const authorization = `Bearer ${readFileSync(tokenFile, 'utf8')}`;
  return await (await fetch(url, { headers: { authorization, connection: 'close' } })).json();
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

describe('the front door of a workspace that is up', () => {
  test('answers at one address of this machine, and lets in nobody whom it does not know', async () => {
    const { door } = await shown('status');
    expect((await fetch(door.url)).status).toBe(401);
    expect(await projectsAt(door)).toEqual({
      projects: [{ project: 'sales', tracking: '/projects/sales/tracking/', endpoints: [] }],
    });
  });

  test('is where it was after the workspace was down, with another token', async () => {
    const { door } = await shown('status');
    const token = readFileSync(door.tokenFile, 'utf8');
    await atelier('down');
    expect(existsSync(door.tokenFile)).toBe(false);
    await expect(fetch(door.url)).rejects.toThrow();
    const { door: again } = await shown('up');
    expect(again).toEqual(door);
    expect(readFileSync(again.tokenFile, 'utf8')).not.toBe(token);
  });

  test.each(['70000', '0', 'x', '-1'])('does not move to %s, which is no port', async (port) => {
    expect((await atelier('up', `--listen=${port}`)).code).toBe(1);
  });

  test('stays where it is when the port that it is to move to is taken, and moves to one that is not', async () => {
    const { door } = await shown('status');
    const stranger = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    const { port } = stranger.address() as { port: number };
    const refused = await atelier('up', `--listen=${port}`);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining(`Port ${port} of loopback cannot be opened`),
    ]);
    expect((await shown('status')).door).toEqual(door);
    await new Promise((resolve) => stranger.close(resolve));
    const { door: moved } = await shown('up', `--listen=${port}`);
    expect(moved.url).toBe(`http://localhost:${port}`);
    expect(await projectsAt(moved)).toMatchObject({ projects: [{ project: 'sales' }] });
    await expect(fetch(door.url)).rejects.toThrow();
  });

  test('is started again when it is killed, and who asks meanwhile waits and is answered', async () => {
    const { door, services } = await shown('status');
    const { pid = 0 } = services.find(({ name }) => name === 'front door') ?? {};
    process.kill(pid, 'SIGKILL');
    // On a connection of its own: one that was kept has ended with the process.
    expect(await projectsAt(door)).toMatchObject({ projects: [{ project: 'sales' }] });
    const after = (await shown('status')).services.find(({ name }) => name === 'front door');
    expect(after).toMatchObject({ state: 'ready', restarts: 1 });
  });

  test('leaves its port for another when a stranger has taken it meanwhile, and says so', async () => {
    const { door } = await shown('status');
    await atelier('down');
    const stranger = createServer().listen(Number(new URL(door.url).port), '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    const { door: elsewhere } = await shown('up');
    await new Promise((resolve) => stranger.close(resolve));
    expect(elsewhere.url).not.toBe(door.url);
    expect(await projectsAt(elsewhere)).toMatchObject({ projects: [{ project: 'sales' }] });
    expect(readFileSync(join(folder, '.atelier/logs/supervisor.log'), 'utf8')).toContain('taken by another program');
  });
});
