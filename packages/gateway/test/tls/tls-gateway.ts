import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { AuditEntry } from '@atelier/audit';
import { outsideUrl, type Workspace } from '@atelier/core';
import { makeOwnerToken } from '../../../local/src/front-door/owner-token.ts';
import { type CertificateFiles, doorName, type TestAuthority } from '../../../local/test/front-door/test-authority.ts';
import { type Gateway, makeGateway } from '../../src/gateway.ts';
import { listenByTls } from '../../src/listen-by-tls.ts';
import type { TlsCertificate } from '../../src/walls/shown-certificate.ts';
import { crowdedWorkspace, personIn } from '../crowd.ts';
import { closed, keepingServer, listening, type Reached } from '../keeping-server.ts';

/** Another address than loopback's own, as far as a front door knows; no packet leaves the machine. */
export const address = '127.0.0.2';

/** A front door by TLS at another address, before servers that keep what reaches them. */
export interface TlsGateway {
  readonly gateway: Gateway;
  readonly port: number;
  /** Of the portal. */
  readonly url: string;
  readonly folder: string;
  readonly token: string;
  readonly headerFile: string;
  readonly reached: Reached[];
  readonly audited: AuditEntry[];
  readonly news: string[];
  /** Ask it, with the authority of the test trusted. */
  ask(asked: AskedByTls): Promise<TlsAnswer>;
  /** Open a connection of TLS to it. */
  shake(options?: ConnectionOptions): Promise<TLSSocket>;
  close(): Promise<void>;
}

export interface AskedByTls {
  /** Host of the address; left out: the portal's. */
  readonly host?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Name that is asked for in the handshake; left out: the host. */
  readonly servername?: string;
}

export interface TlsAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TlsGatewayParts {
  readonly authority: TestAuthority;
  readonly files?: CertificateFiles;
  readonly workspace?: Workspace;
  readonly behind?: RequestListener;
  /** Socket by which a provider is reached. */
  readonly provider?: string;
}

export function shownIn({ certificate, key }: CertificateFiles): TlsCertificate {
  return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}

export async function tlsGateway(parts: TlsGatewayParts): Promise<TlsGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'tls-gateway-'));
  const at = (name: string) => join(folder, name);
  for (const name of ['own', 'audit', 'receipts', 'inner', 'd']) mkdirSync(at(name), { mode: 0o700 });
  const [reached, audited, news]: [Reached[], AuditEntry[], string[]] = [[], [], []];
  const audit = { append: async (entry: AuditEntry) => void audited.push(entry), close: async () => undefined };
  const tell = (line: string) => void news.push(line);
  const files = parts.files ?? parts.authority.issue();
  const port = await freePort();
  const { digest, headerFile, tokenFile } = makeOwnerToken(at('token'));
  const frontDoor = { name: doorName, address, port, ...files };
  const task = {
    ...{
      workspace: { ...(parts.workspace ?? crowdedWorkspace()), frontDoor },
      port,
      tcpSockets: 1,
      tls: shownIn(files),
    },
    ...{ folder: at('own'), auditFolder: at('audit'), receiptsFolder: at('receipts'), behind: at('inner') },
    ...{ spaceDoors: at('d'), spaces: [] },
    ...{
      provider: parts.provider ?? at('provider'),
      providerAuthorities: [parts.authority.ca],
      ownerTokenDigest: digest,
    },
  };
  const receipts = { append: async () => undefined, close: async () => undefined };
  const gateway = await makeGateway(task, { audit, receipts, tell });
  const { api, tracking, space, endpoint } = gateway.door.places;
  const servers = await Promise.all(
    [api, tracking, endpoint('acme', 'sales'), space(personIn('data-scientist', 'acme'), 'acme')].map((socket) =>
      listening(parts.behind ?? keepingServer(reached, socket), socket),
    ),
  );
  if (gateway.shown === undefined) throw new Error('it shows no certificate');
  const stop = await listenByTls(gateway, { host: address, port }, gateway.shown, tell);
  const { ca } = parts.authority;
  return {
    ...{ gateway, port, url: outsideUrl(frontDoor), folder, headerFile, reached, audited, news },
    token: readFileSync(tokenFile, 'utf8'),
    ask: (asked) => askByTls(port, ca, asked),
    shake: (options = {}) => shake({ host: address, port, ca, servername: doorName, ...options }),
    close: async () => {
      gateway.channels.closeAll();
      await stop();
      await gateway.close();
      await Promise.all(servers.map(closed));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Ask at the address, whatever the host is called. */
async function askByTls(port: number, ca: string, asked: AskedByTls): Promise<TlsAnswer> {
  const { host = doorName, method = 'GET', path = '/', headers = {}, body, servername = host } = asked;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const all = { host: `${host}:${port}`, connection: 'close', ...length, ...headers };
  const sent = request({ host: address, port, ca, servername, method, path, headers: all, agent: false }, resolve);
  sent.once('error', reject);
  sent.end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}

function shake(options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect(options, () => resolve(socket));
    socket.once('error', reject);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' ? (bound?.port ?? 0) : 0;
}
