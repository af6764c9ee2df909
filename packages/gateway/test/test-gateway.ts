import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, type RequestListener, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AuditEntry, AuditLog, ReceiptEntry, ReceiptLog } from '@atelier/audit';
import type { Narrowed, Workspace } from '@atelier/core';
import { narrowedFrom, narrowedText } from '@atelier/core/contract';
import { makeOwnerToken } from '../../local/src/front-door/owner-token.ts';
import type { FrontDoor } from '../src/front-door.ts';
import { type Gateway, makeGateway } from '../src/gateway.ts';
import type { GatewayTask } from '../src/gateway-task.ts';
import { listenAtLoopback } from '../src/listen-at-loopback.ts';
import { crowd, crowdedWorkspace, endpointsOf } from './crowd.ts';
import { closed, keepingServer, listening, type Reached } from './keeping-server.ts';

/** A front door in this process, before real servers on unix sockets that keep what reaches them. */
export interface TestGateway {
  readonly gateway: Gateway;
  readonly folder: string;
  readonly port: number;
  /** Of the portal. */
  readonly url: string;
  /** The owner's, and the files that it is in. */
  readonly token: string;
  readonly tokenFile: string;
  readonly headerFile: string;
  readonly reached: Reached[];
  readonly news: string[];
  readonly audited: AuditEntry[];
  /** What has crossed the sockets of spaces. */
  readonly crossed: ReceiptEntry[];
  /** Ask the portal as a program with the owner's token does. */
  ask(path: string, init?: RequestInit & { readonly duplex?: 'half' }): Promise<Response>;
  /** Ask as somebody, at any origin; without a person as nobody. */
  askAs(person: string | undefined, asked: AskedOrigin): Promise<Answered>;
  /** Have it take another workspace, as the owner. */
  admit(workspace: Workspace): Promise<void>;
  close(): Promise<void>;
}

export interface AskedOrigin {
  /** Left out: the portal's. */
  readonly host?: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly narrowed?: Narrowed;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface TestGatewayParts {
  /** What answers behind the front door; left out: servers that keep what they are asked. */
  readonly behind?: RequestListener;
  readonly workspace?: Workspace;
  readonly audit?: AuditLog;
  readonly receipts?: ReceiptLog;
  /** Spaces whose doors are open from the start. */
  readonly spaces?: GatewayTask['spaces'];
  /** Where the token's files are; left out: in the folder of the front door. */
  readonly tokenFile?: string;
  /** Names of servers that somebody else is to be. */
  readonly absent?: readonly string[];
}

/** Headers that only the front door of the tests takes for somebody's. */
const testPerson = 'test-person';
const testNarrowed = 'test-narrowed';
/** Header by which it takes a request for one of a browser that is signed in at the origin that it asks. */
export const testCookie = 'test-cookie';

/** Open one; each member of a project has a space there, and no server is at the endpoint "gone". */
export async function testGateway(parts: TestGatewayParts = {}): Promise<TestGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const [reached, news, audited]: [Reached[], string[], AuditEntry[]] = [[], [], []];
  const crossed: ReceiptEntry[] = [];
  const { digest, ...files } = makeOwnerToken(parts.tokenFile ?? join(folder, 'token'));
  const [token, port] = [readFileSync(files.tokenFile, 'utf8'), await freePort()];
  const audit = parts.audit ?? { append: async (entry) => void audited.push(entry), close: async () => undefined };
  const tell = (line: string) => void news.push(line);
  const receipts = parts.receipts ?? {
    append: async (entry) => void crossed.push(entry),
    close: async () => undefined,
  };
  const made = await makeGateway(taskOf(folder, port, digest, parts), { audit, receipts, tell });
  const gateway = { ...made, door: { ...made.door, askerOf: askerOf(made.door) } };
  const servers = await Promise.all(
    serversAt(gateway)
      .filter(([at]) => !parts.absent?.includes(at))
      .map(([at, socket]) => listening(parts.behind ?? keepingServer(reached, at), socket)),
  );
  const stops = await Promise.all(['127.0.0.1', '::1'].map((host) => listenAtLoopback(gateway, { host, port }, tell)));
  const url = `http://localhost:${port}`;
  const authorization = `Bearer ${token}`;
  return {
    ...{ gateway, folder, port, url, token, reached, news, audited, crossed },
    ...{ tokenFile: files.tokenFile, headerFile: files.headerFile },
    ask: (path, init = {}) => fetch(url + path, { ...init, headers: { authorization, ...init.headers } }),
    askAs: (person, asked) => askAs(port, person, asked),
    admit: (workspace) => admit(gateway, workspace),
    close: async () => {
      gateway.channels.closeAll();
      await Promise.all(stops.map((stop) => stop()));
      await gateway.close();
      await Promise.all(servers.map(closed));
      rmSync(folder, { recursive: true });
    },
  };
}

function taskOf(folder: string, port: number, digest: string, parts: TestGatewayParts): GatewayTask {
  const at = (name: string) => join(folder, name);
  for (const name of ['own', 'audit', 'inner', 'd']) mkdirSync(at(name), { mode: 0o700 });
  return {
    workspace: parts.workspace ?? crowdedWorkspace(),
    port,
    tcpSockets: 2,
    ...{
      folder: at('own'),
      auditFolder: at('audit'),
      receiptsFolder: at('receipts'),
      behind: at('inner'),
      spaceDoors: at('d'),
    },
    spaces: parts.spaces ?? [],
    provider: at('provider'),
    ownerTokenDigest: digest,
  };
}

/** Whoever the tests say, or who the front door itself finds. */
function askerOf(door: Gateway['door']): FrontDoor['askerOf'] {
  return (asked, origin) => {
    const person = asked.headers[testPerson];
    if (person === undefined) return door.askerOf(asked, origin);
    const narrowed = asked.headers[testNarrowed];
    const limits = narrowed === undefined ? {} : { narrowed: narrowedFrom(String(narrowed)) };
    const shown = asked.headers[testCookie] === undefined ? 'by a program' : 'by a cookie';
    return { caller: { kind: 'person', person: String(person), ...limits }, by: 'test', shown };
  };
}

/** Headers by which the front door of the tests takes a request for somebody's. */
export function headersOf(person: string, narrowed?: Narrowed): Readonly<Record<string, string>> {
  return { [testPerson]: person, ...(narrowed && { [testNarrowed]: narrowedText(narrowed) }) };
}

/** Names and sockets of what is behind. */
function serversAt({ door: { places } }: Gateway): readonly (readonly [string, string])[] {
  const endpoints = Object.entries(endpointsOf).flatMap(([project, names]) =>
    names
      .filter((name) => name !== 'gone')
      .map((name) => [`endpoint ${project}/${name}`, places.endpoint(project, name)] as const),
  );
  const spaces = crowd.filter(({ of }) => of !== 'none');
  return [
    ['api', places.api],
    ['tracking', places.tracking],
    ['packages', places.packages],
    ...endpoints,
    ...spaces.map(({ name, of }) => [`space ${name}/${of}`, places.space(name, of)] as const),
  ];
}

async function askAs(port: number, person: string | undefined, asked: AskedOrigin): Promise<Answered> {
  const { host = `localhost:${port}`, method = 'GET', path, body, narrowed } = asked;
  const headers = { host, ...(person !== undefined && headersOf(person, narrowed)), ...asked.headers };
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return await new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers: { ...headers, ...length }, agent: false };
    const sent = request(options, (answer) => {
      const { statusCode = 0, headers: answered } = answer;
      text(answer).then((said) => resolve({ status: statusCode, headers: answered, text: said }), reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function admit({ control }: Gateway, workspace: Workspace): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await control.request('/workspace', { method: 'PUT', headers, body: JSON.stringify(workspace) });
  if (answer.status !== 200) throw new Error(await answer.text());
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
