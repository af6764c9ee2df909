import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A way out of the front door, which has no network, to the identity provider that the file names and to nothing else. */
export interface WayToProvider {
  close(): Promise<void>;
}

const withinMs = 10_000;
const idleMs = 60_000;
const mostAtOnce = 32;

/**
 * Pass bytes on from a unix socket to a provider, by HTTP's CONNECT.
 *
 * Open are the host of the issuer and those that its own description, asked over TLS, names for tokens and keys.
 *
 * @param socket where it is; the folder is shut to others
 * @param issuer as the file says it now; null: no way is open
 */
export async function wayToProvider(socket: string, issuer: () => string | null): Promise<WayToProvider> {
  const open = new Set<Duplex>();
  const described = describedPlaces();
  const server = createServer((_, response) => void response.writeHead(405).end());
  server.on('connect', async (request, client: Duplex) => {
    client.on('error', () => client.destroy());
    open.add(client);
    client.once('close', () => open.delete(client));
    const place = request.url ?? '';
    const isOpen = open.size <= mostAtOnce && (await isPlaceOf(issuer(), place, described).catch(() => false));
    if (!isOpen) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    pass(client, place);
  });
  // Only the holder of the workspace's lock comes here, so a socket file that exists is a dead supervisor's.
  rmSync(socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const client of open) client.destroy();
      }),
  };
}

function pass(client: Duplex, place: string): void {
  const at = place.lastIndexOf(':');
  const host = place.slice(0, at).replace(/^\[|\]$/g, '');
  const outside = connect({ host, port: Number(place.slice(at + 1)) });
  const end = () => {
    client.destroy();
    outside.destroy();
  };
  limitTime(outside, end);
  outside.once('error', end);
  client.once('close', end);
  outside.once('close', end);
  outside.once('connect', () => {
    client.write('HTTP/1.1 200 Connected\r\n\r\n');
    client.pipe(outside).pipe(client);
  });
}

function limitTime(outside: Socket, end: () => void): void {
  outside.setTimeout(withinMs, end);
  outside.once('connect', () => outside.setTimeout(idleMs, end));
}

type Described = (issuer: string) => Promise<ReadonlySet<string>>;

async function isPlaceOf(issuer: string | null, place: string, described: Described): Promise<boolean> {
  if (issuer === null) return false;
  return place === placeOf(issuer) || (await described(issuer)).has(place);
}

/** What providers say of themselves, asked again once an answer is an hour old. */
function describedPlaces(): Described {
  let last: { readonly issuer: string; readonly atMs: number; readonly places: ReadonlySet<string> } | undefined;
  return async (issuer) => {
    if (last?.issuer === issuer && Date.now() < last.atMs + 3_600_000) return last.places;
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(withinMs) });
    const { token_endpoint: token, jwks_uri: keys } = (await answer.json()) as Readonly<Record<string, unknown>>;
    const places = new Set([token, keys].map((one) => placeOf(String(one))).filter((one) => one !== undefined));
    last = { issuer, atMs: Date.now(), places };
    return places;
  };
}

/** Host and port of an address that may be asked: by TLS, or on this machine. */
function placeOf(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost'))) {
    return undefined;
  }
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
}
