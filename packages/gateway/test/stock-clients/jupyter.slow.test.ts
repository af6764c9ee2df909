import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { MadeToken } from '../../src/tokens/tokens.ts';
import { personIn } from '../crowd.ts';
import { type StartedJupyter, startJupyter } from './jupyter-server.ts';
import { jupyterSpace } from './jupyter-space.ts';

const space = await jupyterSpace();
const { open, person, tokens } = space;
const whole = tokens.make({ person, name: 'whole' });
const started: StartedJupyter[] = [];

afterAll(async () => {
  for (const server of started.toReversed()) await server.stop();
  await space.close();
});

/** Somebody's own Jupyter, whose kernels are in the space: it is given an address and a token, as an editor is. */
async function ownJupyter(name: string, token: string): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  const url = `http://127.0.0.1:${port}`;
  const options = {
    ...{ 'ServerApp.ip': '127.0.0.1', 'ServerApp.port': `${port}`, 'ServerApp.port_retries': '0' },
    ...{ 'IdentityProvider.token': 'mine', 'ServerApp.disable_check_xsrf': 'True' },
    'GatewayClient.url': space.address,
  };
  const isUp = async () => (await fetch(`${url}/api`).catch(() => undefined))?.status === 200;
  started.push(await startJupyter(join(open.folder, name), options, { JUPYTER_GATEWAY_AUTH_TOKEN: token }, isUp));
  return url;
}

const headers = { authorization: 'token mine', 'content-type': 'application/json' };

/** What a cell prints in a kernel that is begun at a Jupyter server. */
async function printed(url: string, code: string): Promise<string> {
  const begun = await fetch(`${url}/api/kernels`, { method: 'POST', headers, body: '{"name":"python3"}' });
  if (!begun.ok) return `${begun.status} ${await begun.text()}`;
  const { id } = (await begun.json()) as { id: string };
  const session = randomUUID();
  const channel = new WebSocket(
    `${url.replace('http', 'ws')}/api/kernels/${id}/channels?session_id=${session}&token=mine`,
  );
  await new Promise((resolve) => channel.addEventListener('open', resolve, { once: true }));
  const header = { msg_id: randomUUID(), msg_type: 'execute_request', session, username: '', date: '', version: '5.3' };
  const content = { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false };
  const said = new Promise<string>((resolve) => {
    channel.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data));
      if (message.header?.msg_type === 'stream') resolve(message.content.text);
    });
  });
  channel.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, channel: 'shell', buffers: [] }));
  const text = await said;
  channel.close();
  return text;
}

describe("somebody's own Jupyter server, given the address of the space and a personal token", () => {
  test('runs a cell in the space', async () => {
    const url = await ownJupyter('own-jupyter', whole.text);
    expect(await printed(url, 'import os; print(os.environ["HOME"])')).toBe(`${space.home}\n`);
    expect(open.audited.find(({ request: asked }) => asked.includes('/channels'))).toMatchObject({
      ...{ who: person, by: `token ${whole.id}`, action: 'space.open', allowed: true },
    });
  });

  test.each<[string, () => MadeToken | { text: string }]>([
    ['of somebody else', () => tokens.make({ person: personIn('data-engineer', 'acme'), name: 'other' })],
    ['that reads', () => tokens.make({ person, name: 'reads', narrowed: { scope: 'read', project: null } })],
    ['of nobody', () => ({ text: 'atl_0' })],
  ])('runs nothing with a token %s', async (name, token) => {
    const url = await ownJupyter(`own ${name}`.replaceAll(' ', '-'), token().text);
    expect(await printed(url, 'print(1)')).toMatch(/^(401|403|500|503) /);
  });
});
