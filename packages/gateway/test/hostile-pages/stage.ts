import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Workspace } from '@atelier/core';
import { parseWorkspace } from '@atelier/core';
import { closed, listening } from '../keeping-server.ts';
import { type TestGateway, testGateway } from '../test-gateway.ts';

const file = `workspace: shops
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist }, john: { role: data-scientist } }
projects: { sales: { members: [lead, july, john] }, costs: { members: [lead, july] } }`;

/** The front door of july's two projects; her space of sales is somebody else's to answer for, all others hold secrets. */
export interface Stage {
  readonly here: TestGateway;
  readonly origins: Readonly<Record<'portal' | 'own' | 'costs' | 'john' | 'tracking' | 'otherTracking', string>>;
  close(): Promise<void>;
}

export async function stage(): Promise<Stage> {
  const here = await testGateway({ workspace: workspaceHere(), absent: ['api', 'tracking'] });
  const { places } = here.gateway.door;
  const people = ['july', 'john', 'lead'];
  const servers: Server[] = await Promise.all([
    ...['api', 'tracking'].map((at) => listening(secretServer(here, at), at === 'api' ? places.api : places.tracking)),
    ...people.map((person) => listening(secretServer(here, `space ${person}/costs`), places.space(person, 'costs'))),
    ...people
      .filter((person) => person !== 'july')
      .map((person) => listening(secretServer(here, `space ${person}/sales`), places.space(person, 'sales'))),
    listening(hostileServer, places.space('july', 'sales')),
  ]);
  const at = (label: string) => `http://${label}.localhost:${here.port}`;
  return {
    here,
    origins: {
      portal: here.url,
      own: at('july--sales'),
      costs: at('july--costs'),
      john: at('john--sales'),
      tracking: at('tracking-sales'),
      otherTracking: at('tracking-costs'),
    },
    close: async () => {
      await Promise.all(servers.map(closed));
      await here.close();
    },
  };
}

function workspaceHere(): Workspace {
  const parsed = parseWorkspace({ file: 'atelier.yaml', folder: '/w', text: file }, new Map());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.workspace;
}

/** Answers with something of the reader's, in whatever form is asked for; keeps what it was asked. */
function secretServer({ reached }: TestGateway, at: string): RequestListener {
  return async (request, response) => {
    const { method = '', url = '', headers } = request;
    reached.push({ at, method, url, headers, body: await text(request).catch(() => 'cut short') });
    const [type, said] = secrets(url, at);
    response.writeHead(200, { 'content-type': type }).end(said);
  };
}

function secrets(url: string, at: string): readonly [type: string, text: string] {
  if (url.endsWith('.js')) {
    return ['text/javascript', `globalThis.leaked = 'SECRET of ${at}'; export const leaked = 'SECRET of ${at}';`];
  }
  if (url.endsWith('.css')) return ['text/css', `.leaked { content: 'SECRET of ${at}' }`];
  if (at === 'api') return ['application/json', `"SECRET of ${at}"`];
  const scripts: Readonly<Record<string, string>> = {
    '/names.html': `name = 'SECRET of ${at}'; localStorage.setItem('kept', 'SECRET'); indexedDB.open('SECRET'); caches.open('SECRET')`,
    '/listens.html': `onmessage = ({ source, origin }) => source?.postMessage('SECRET of ${at}', origin);
      new BroadcastChannel('atelier').postMessage('SECRET of ${at}')`,
  };
  return [
    'text/html',
    `<!doctype html><p>SECRET of ${at}</p><iframe srcdoc="x"></iframe><script>${scripts[url] ?? ''}</script>`,
  ];
}

/** Whoever runs a space answers there as they like. */
const hostileServer: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://own');
  const script = /^\/ways\/([a-z]+\.js)$/.exec(pathname)?.[1];
  if (script !== undefined) {
    response.setHeader('content-type', 'text/javascript');
    return response.end(readFileSync(join(import.meta.dirname, 'ways', script)));
  }
  if (pathname.endsWith('worker.js')) {
    response.setHeader('content-type', 'text/javascript');
    return response.end('self.addEventListener("fetch", () => undefined)');
  }
  const status = Number(searchParams.get('status') ?? 200);
  for (const [name, value] of Object.entries(JSON.parse(searchParams.get('headers') ?? '{}'))) {
    response.setHeader(name, value as string);
  }
  response.writeHead(status, { 'content-type': 'text/html' });
  return response.end('<!doctype html><title>output of a cell</title><body><h1>output of a cell</h1></body>');
};
