import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import type { AuditEntry } from '@atelier/audit';
import { parseWorkspace, type Workspace } from '@atelier/core';
import type { ProviderFetch } from '../../src/sign-in/fetch-in-process.ts';
import { type SignInApp, signInApp } from '../../src/sign-in/sign-in-app.ts';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';

/** A workspace of a few people in one project. */
export function workspaceOf(people: readonly string[], more = ''): Workspace {
  const members = people.map((person) => `  ${person}: { role: lead-data-scientist }`).join('\n');
  const file = `workspace: acme\n${more}\npeople:\n${members}\nprojects: { sales: { members: [${people.join(', ')}] } }`;
  const parsed = parseWorkspace({ file: 'atelier.yaml', folder: '/w', text: file }, new Map());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.workspace;
}

export interface SignInHere extends AsyncDisposable {
  readonly app: SignInApp;
  readonly portal: string;
  readonly port: number;
  readonly entries: AuditEntry[];
  readonly news: string[];
  workspace: Workspace;
  /** Milliseconds that are added to the time. */
  aheadMs: number;
  space(person: string): string;
  /** Begin again on the same state, as after a crash. */
  restart(): void;
}

export interface HereOptions {
  readonly workspace?: Workspace;
  readonly workspaceAt?: (portal: string) => Workspace;
  readonly secret?: string;
  readonly fetch?: ProviderFetch;
  readonly file?: string;
}

/** Signing in at a free port of loopback; behind it each origin says who one is. */
export async function signInHere(options: HereOptions = {}): Promise<SignInHere> {
  const server = createServer((incoming, response) => void answer(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const portal = `http://localhost:${port}`;
  const origins = () => here.workspace.people.map(({ name }) => here.space(name));
  let database: DatabaseSync = openGatewayState(options.file ?? ':memory:');
  const made = () =>
    signInApp({
      database,
      portal,
      workspace: () => here.workspace,
      isOurs: (origin) => origins().includes(origin),
      audit: { append: async (entry) => void here.entries.push(entry) },
      tell: (news) => void here.news.push(news),
      secret: options.secret,
      fetch: options.fetch,
      now: () => Date.now() + here.aheadMs,
    });
  const here = {
    portal,
    port,
    entries: [] as AuditEntry[],
    news: [] as string[],
    workspace: options.workspaceAt?.(portal) ?? options.workspace ?? workspaceOf(['july', 'john']),
    aheadMs: 0,
    space: (person: string) => `http://${person}--sales.localhost:${port}`,
    app: undefined as unknown as SignInApp,
    restart: () => {
      if (options.file !== undefined) {
        database.close();
        database = openGatewayState(options.file);
      }
      here.app = made();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      database.close();
    },
  };
  here.app = made();

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host = '' } = incoming.headers;
    const origin = /^(localhost|127\.0\.0\.1)/.test(host) ? portal : `http://${host}`;
    if (origin !== portal && !origins().includes(origin)) return void response.writeHead(403).end();
    const open = here.app.openTo(incoming, origin);
    if (open !== undefined) return open(incoming, response);
    const caller = here.app.callerOfCookie(incoming.headers, origin);
    if (caller !== undefined && incoming.url === '/worker.js') {
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end('');
    }
    if (caller !== undefined) {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(`${caller.person} at ${incoming.url}`);
    }
    const away = here.app.toSignIn(incoming, origin);
    if (away === undefined) return void response.writeHead(401).end();
    return away(incoming, response);
  }
  return here;
}

/** One answer, as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The address that gave it. */
  readonly url: URL;
}

/** Ask loopback once, whatever the host is called. */
export async function ask(
  url: URL,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const path = `${url.pathname}${url.search}`;
  const all = { host: url.host, connection: 'close', ...headers };
  const sent = request({ host: '127.0.0.1', port: url.port, path, method, headers: all }, resolve);
  sent.once('error', reject);
  sent.end(body);
  const response = await promise;
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response), url };
}
