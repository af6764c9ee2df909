import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WayToProvider, wayToProvider } from '../../../local/src/front-door/way-to-provider.ts';
import { fetchByWay } from '../../src/sign-in/fetch-by-way.ts';

const folder = mkdtempSync(join(tmpdir(), 'way-'));
const socket = join(folder, 'provider.sock');
const options = { method: 'POST', headers: { 'x-asked': 'yes' }, body: 'a=b' };
const secret = 'what is said in between';

interface Place {
  readonly url: string;
  readonly asked: string[];
  readonly stop: () => void;
}

function listening(
  server: ReturnType<typeof createServer>,
  scheme: string,
  describe: (url: string) => object,
): Promise<Place> {
  const asked: string[] = [];
  server.on('request', (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end(request.url === '/.well-known/openid-configuration' ? JSON.stringify(describe(url)) : secret);
  });
  let url = '';
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => {
      url = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
      resolve({ url, asked, stop: () => void server.close() });
    });
  });
}

let issuer: Place;
let tokens: Place;
let stranger: Place;
let way: WayToProvider;
let named: string | null;
let ca: string;

const hasOpenssl = existsSync('/usr/bin/openssl');

describe.skipIf(!hasOpenssl)('the way to a provider (skipped where no openssl makes a certificate)', () => {
  beforeAll(async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
    execFileSync(
      '/usr/bin/openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject],
      {
        stdio: 'ignore',
      },
    );
    ca = readFileSync(cert, 'utf8');
    const secure = () =>
      createSecureServer({ key: readFileSync(key), cert: ca }) as unknown as ReturnType<typeof createServer>;
    tokens = await listening(secure(), 'https', () => ({}));
    stranger = await listening(createServer(), 'http', () => ({}));
    issuer = await listening(createServer(), 'http', (url) => ({
      token_endpoint: `${tokens.url}/token`,
      jwks_uri: `${url}/jwks`,
    }));
    named = issuer.url;
    way = await wayToProvider(socket, () => named);
  });

  afterAll(async () => {
    await way.close();
    for (const place of [issuer, tokens, stranger]) place.stop();
    rmSync(folder, { recursive: true });
  });

  test('the issuer is reached, and what it names for tokens, with its certificate checked', async () => {
    const plain = await fetchByWay(socket)(`${issuer.url}/jwks`, options);
    expect([plain.status, await plain.text()]).toEqual([200, secret]);
    const secure = await fetchByWay(socket, ca)(`${tokens.url}/token`, options);
    expect([secure.status, await secure.text()]).toEqual([200, secret]);
    expect(tokens.asked).toEqual(['POST /token']);
    await expect(fetchByWay(socket)(`${tokens.url}/token`, options)).rejects.toThrow(/self-signed/);
    expect(tokens.asked.length).toBe(1);
  });

  test('nothing else is reached, however it is named', async () => {
    const { port } = new URL(stranger.url);
    const same = new URL(issuer.url).port;
    for (const place of [
      stranger.url,
      `http://127.0.0.1:${port}`,
      `http://127.0.0.1:${same}`,
      `http://[::1]:${same}`,
      `http://localhost:${same}.evil.example`,
      'http://169.254.169.254',
      'https://localhost',
    ]) {
      if (URL.canParse(place)) await expect(fetchByWay(socket)(place, options)).rejects.toThrow(/no way to/);
    }
    expect(stranger.asked).toEqual([]);
  });

  test('without a provider in the file no way is open', async () => {
    named = null;
    await expect(fetchByWay(socket)(`${issuer.url}/jwks`, options)).rejects.toThrow(/no way to/);
    named = issuer.url;
  });
});
