import {
  ContentsManager,
  KernelAPI,
  KernelManager,
  type KernelMessage,
  KernelSpecAPI,
  ServerConnection,
  type Session,
  SessionManager,
} from '@jupyterlab/services';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { personIn } from '../crowd.ts';
import { jupyterSpace } from './jupyter-space.ts';

// The library that editors use. It sends its token in a header of requests, and in the address of websockets alone.

const space = await jupyterSpace();
const { open, person, tokens } = space;
const whole = tokens.make({ person, name: 'an editor' });
afterAll(() => space.close());

const settingsOf = (token: string) => ServerConnection.makeSettings({ baseUrl: `${space.address}/`, token });

/** What a cell has printed, or the name of its error. */
async function outcomeOf({ kernel }: Session.ISessionConnection, code: string): Promise<string> {
  const future = kernel?.requestExecute({ code });
  if (future === undefined) throw new Error('no kernel');
  let printed = '';
  future.onIOPub = ({ header, content }) => {
    if (header.msg_type === 'stream') printed += (content as KernelMessage.IStreamMsg['content']).text;
  };
  const { content } = await future.done;
  return content.status === 'error' ? content.ename : printed;
}

async function session(token: string, path: string): Promise<Session.ISessionConnection> {
  const serverSettings = settingsOf(token);
  const kernelManager = new KernelManager({ serverSettings });
  const sessions = new SessionManager({ serverSettings, kernelManager });
  return await sessions.startNew({ path, type: 'notebook', name: path, kernel: { name: 'python3' } });
}

describe('an editor that is given the address of a space and a personal token', () => {
  test('begins a session, runs cells, interrupts one, begins the kernel anew, and ends it', async () => {
    const begun = await session(whole.text, 'work.ipynb');
    expect(await outcomeOf(begun, 'import os; kept = 1; print(os.environ["HOME"])')).toBe(`${space.home}\n`);

    const endless = outcomeOf(begun, 'print("begun", flush=True)\nwhile True: pass');
    await vi.waitUntil(() => begun.kernel?.status === 'busy', { timeout: 20_000 });
    await begun.kernel?.interrupt();
    expect(await endless).toBe('KeyboardInterrupt');
    expect(await outcomeOf(begun, 'print(kept)')).toBe('1\n');

    await begun.kernel?.restart();
    expect(await outcomeOf(begun, 'print(kept)')).toBe('NameError');
    const kernels = () => KernelAPI.listRunning(settingsOf(whole.text));
    expect(await kernels()).toHaveLength(1);
    await begun.shutdown();
    expect(await kernels()).toEqual([]);
  });

  test('sees the kinds of kernel, saves a notebook and reads it again', async () => {
    const serverSettings = settingsOf(whole.text);
    expect((await KernelSpecAPI.getSpecs(serverSettings)).default).toBe('python3');
    const contents = new ContentsManager({ serverSettings });
    const content = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    await contents.save('kept.ipynb', { type: 'notebook', format: 'json', content });
    expect((await contents.get('kept.ipynb')).content).toMatchObject({ nbformat: 4 });
  });

  test('leaves its token in no log, no audit and nothing that the space sees', async () => {
    expect(open.audited.filter(({ request }) => request.endsWith('/channels'))).not.toHaveLength(0);
    expect(open.audited.find(({ request }) => request.endsWith('/channels'))).toMatchObject({
      ...{ who: person, by: `token ${whole.id}`, action: 'space.open', allowed: true },
    });
    expect(space.log()).toContain('/channels?session_id=');
    for (const written of [space.log(), JSON.stringify(open.audited), JSON.stringify(open.news)]) {
      expect(written).not.toContain(whole.text.slice(-43));
    }
  });
});

describe('an editor is told that it is not let in', () => {
  test.each<[string, number, () => string]>([
    ['of nobody', 401, () => 'atl_no'],
    ['of a colleague', 403, () => tokens.make({ person: personIn('data-engineer', 'acme'), name: 'other' }).text],
    ['that reads', 403, () => tokens.make({ person, name: 'r', narrowed: { scope: 'read', project: null } }).text],
  ])('with a token %s', async (_, status, token) => {
    const refused = session(token(), 'no.ipynb').catch((error) => error.response?.status);
    expect(await refused).toBe(status);
  });
});
