import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Somebody who comes to their space through the front door with a token of theirs. */
export interface Visitor {
  readonly url: string;
  readonly token: string;
  readonly person: string;
  readonly project: string;
}

/** Ask the front door; any other status than one of success is an error. */
export async function ask({ url, token }: Visitor, method: string, path: string, body?: object): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const asked = request(url + path, { method, headers });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = await once(asked, 'response');
  const said = await text(answer);
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${said}`);
  return said;
}

/** A kernel that runs in somebody's space, with a websocket to it. */
export interface Kernel {
  readonly id: string;
  /** What a cell prints; an error of it is one here. */
  run(code: string): Promise<string>;
  end(): Promise<void>;
}

/** Begin a kernel in a space and open its websocket, both through the front door. */
export async function beginKernel(visitor: Visitor): Promise<Kernel> {
  const { id } = JSON.parse(await ask(visitor, 'POST', kernelsOf(visitor), { name: 'python3' })) as { id: string };
  return openKernel(visitor, id);
}

/** Open a websocket to a kernel that runs already. */
export async function openKernel(visitor: Visitor, id: string): Promise<Kernel> {
  const session = randomUUID();
  const path = `${kernelsOf(visitor)}/${id}`;
  const address = `${visitor.url.replace('http', 'ws')}${path}/channels?session_id=${session}`;
  // Node's own takes headers besides; its types are the browser's.
  const channel = new WebSocket(address, { headers: { authorization: `Bearer ${visitor.token}` } } as never);
  await new Promise((resolve, reject) => {
    channel.addEventListener('open', resolve, { once: true });
    channel.addEventListener('error', () => reject(new Error('no websocket')), { once: true });
  });
  return {
    id,
    run: (code) => runCell(channel, session, code),
    end: async () => {
      channel.close();
      await ask(visitor, 'DELETE', path);
    },
  };
}

function kernelsOf({ person, project }: Visitor): string {
  return `/spaces/${person}/${project}/api/kernels`;
}

interface Heard {
  readonly parent_header: { readonly msg_id?: string };
  readonly msg_type: string;
  readonly content: { readonly text?: string; readonly evalue?: string; readonly execution_state?: string };
}

function runCell(channel: WebSocket, session: string, code: string): Promise<string> {
  const header = { msg_id: randomUUID(), msg_type: 'execute_request', session, username: '', date: '', version: '5.3' };
  const content = { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false };
  let printed = '';
  return new Promise((resolve, reject) => {
    const hear = ({ data }: MessageEvent) => {
      const { parent_header: parent, msg_type: type, content: said } = JSON.parse(String(data)) as Heard;
      if (parent.msg_id !== header.msg_id) return;
      if (type === 'stream') printed += said.text ?? '';
      if (type === 'error') reject(new Error(said.evalue));
      if (type !== 'status' || said.execution_state !== 'idle') return;
      channel.removeEventListener('message', hear);
      resolve(printed);
    };
    channel.addEventListener('message', hear);
    channel.addEventListener('close', () => reject(new Error('the websocket was closed')), { once: true });
    channel.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, channel: 'shell', buffers: [] }));
  });
}
