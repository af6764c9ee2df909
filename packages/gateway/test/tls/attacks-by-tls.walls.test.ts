import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import {
  doorName,
  hasOpenssl,
  type TestAuthority,
  testAuthority,
} from '../../../local/test/front-door/test-authority.ts';
import { address, shownIn, type TlsGateway, tlsGateway } from './tls-gateway.ts';

const weak = { ciphers: 'ALL:@SECLEVEL=0' };
const handshakes: Readonly<Record<string, ConnectionOptions>> = {
  'TLS 1.0': { ...weak, minVersion: 'TLSv1', maxVersion: 'TLSv1' },
  'TLS 1.1': { ...weak, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' },
  'no forward secrecy': { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' },
  'CBC and SHA-1': { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA' },
  'CBC and SHA-256': { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0' },
  'no name': { servername: '' },
  ...Object.fromEntries(
    [
      ...['evil.example', 'localhost', 'example.com', 'com', `a.b.${doorName}`, `${doorName}.evil.example`],
      ...[
        `evil-${doorName}`,
        `evil${doorName}`,
        'atelier.example.org',
        `.${doorName}`,
        `${doorName}.`,
        'x'.repeat(255),
      ],
    ].map((servername) => [`the name ${servername.slice(0, 40)}`, { servername }]),
  ),
};

describe.skipIf(!hasOpenssl)('by TLS (skipped where no openssl makes a certificate)', () => {
  let authority: TestAuthority;
  let door: TlsGateway;
  beforeAll(async () => {
    authority = testAuthority();
    door = await tlsGateway({ authority });
  });
  afterAll(async () => {
    await door.close();
    authority.remove();
  });

  /** What the door sends to somebody who sends these bytes, until it closes; more pieces come one after the other. */
  const answerTo = (...pieces: readonly (string | Uint8Array)[]) =>
    new Promise<string>((resolve) => {
      let said = '';
      const socket = connect(door.port, address);
      socket.on('data', (data) => {
        said += data.toString('latin1');
      });
      socket.on('error', () => undefined).once('close', () => resolve(said));
      for (const piece of pieces) socket.write(piece);
    });
  const isWell = async () => (await door.ask({ headers: { authorization: `Bearer ${door.token}` } })).status;

  describe('a handshake ends without a connection', () => {
    test.each(Object.entries(handshakes))('with %s', async (_, options) => {
      // With TLS 1.3 a client takes its handshake for done before it is refused: what counts is that nothing is answered.
      const options13 = { ...options, checkServerIdentity: () => undefined };
      const answered = door.shake(options13).then(
        (socket) =>
          new Promise((resolve) => {
            socket.once('data', (data) => resolve(`${data}`)).once('error', () => resolve('refused'));
            socket.once('close', () => resolve('refused'));
            socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(door.url).host}\r\n\r\n`);
          }),
        () => 'refused',
      );
      expect(await answered).toBe('refused');
      expect(await isWell()).toBe(200);
    });

    test('and each of them gets one from a server without these walls', async () => {
      const shown = shownIn(authority.issue({ names: ['DNS:*'] }));
      const rsa = shownIn(authority.issue({ key: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'] }));
      for (const [name, options] of Object.entries(handshakes)) {
        const { certificate, key } = name === 'no forward secrecy' ? rsa : shown;
        const bare = createSecureServer({ cert: certificate, key, minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
        await new Promise<void>((resolve) => bare.listen(0, address, resolve));
        const { port } = bare.address() as AddressInfo;
        const socket = await door.shake({ ...options, port, checkServerIdentity: () => undefined });
        expect([name, socket.encrypted]).toEqual([name, true]);
        socket.destroy();
        bare.close();
      }
    });
  });

  test('a client that wants to negotiate again loses its connection', async () => {
    const socket = await door.shake({ maxVersion: 'TLSv1.2' });
    const closed = new Promise((resolve) => socket.once('close', resolve).on('error', () => undefined));
    socket.renegotiate({}, () => undefined);
    await closed;
    expect(await isWell()).toBe(200);
  });

  describe('what is no TLS is closed and not answered in its own words', () => {
    const plain = [
      ...['GET / HTTP/1.1\r\nHost: atelier.example.com\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n', 'POST / HTTP/1.1\r\n\r\n'],
      ...['GET http://atelier.example.com/ HTTP/1.1\r\n\r\n', 'CONNECT localhost:80 HTTP/1.1\r\n\r\n', 'x\r\n\r\n'],
      ...['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'OPTIONS * HTTP/1.1\r\n\r\n', 'SSH-2.0-x\r\n', '\0'.repeat(64)],
      ...['PROXY TCP4 1.2.3.4 127.0.0.2 1 443\r\nGET / HTTP/1.1\r\n\r\n', 'a'.repeat(100_000), '\r\n\r\n\r\n\r\n\r\n'],
    ];

    test.each(plain)('%j', async (bytes) => {
      expect(await answerTo(bytes)).not.toMatch(/HTTP\/|Atelier|{/);
      expect(await isWell()).toBe(200);
    });
  });

  test('a client hello that is as long as it can be said to be is not waited for, nor one in pieces or twice', async () => {
    const hello = (length: number) =>
      Uint8Array.of(0x16, 3, 1, 0x40, 0, 1, (length >> 16) & 255, (length >> 8) & 255, length & 255);
    const fill = new Uint8Array(16_384 - 4);
    const record = Uint8Array.of(0x16, 3, 1, 0x40, 0);
    const more = Array.from({ length: 64 }, () => [record, new Uint8Array(16_384)]).flat();
    expect(await answerTo(hello(0xffffff), fill, ...more)).not.toMatch(/HTTP/);
    expect(await answerTo(hello(0x3ffff), fill, ...more)).not.toMatch(/HTTP/);
    expect(await answerTo(Uint8Array.of(0x16, 3, 1, 0xff, 0xff, 1), new Uint8Array(70_000))).not.toMatch(/HTTP/);
    expect(await isWell()).toBe(200);
  });

  test('5,000 spoilt hellos crash nothing and open nothing', async () => {
    const real = await helloOf(door.port);
    const random = randomFrom(63);
    for (let turn = 0; turn < 100; turn += 1) {
      await Promise.all(
        Array.from({ length: 50 }, () => {
          const spoilt = Uint8Array.from(real);
          const changes = 1 + Math.floor(random() * 8);
          for (let change = 0; change < changes; change += 1) {
            spoilt[Math.floor(random() * spoilt.length)] = Math.floor(random() * 256);
          }
          return cutShort(door.port, spoilt.subarray(0, 1 + Math.floor(random() * spoilt.length)));
        }),
      );
    }
    expect(await isWell()).toBe(200);
    expect(door.reached).toEqual([]);
  }, 120_000);

  describe('of a host that is not ours nothing is answered but a refusal', () => {
    const hosts = [
      ...[
        'evil.example',
        'localhost',
        '127.0.0.2',
        '127.0.0.1',
        '[::1]',
        `${doorName}.`,
        `x.${doorName}`,
        '',
        'atelier',
      ],
      ...[`${doorName}.evil.example`, doorName.toUpperCase(), `${doorName}@evil.example`, `evil.example#${doorName}`],
      ...[`tracking-other.${doorName}`, `tracking-acme.${doorName}.`, `a.tracking-acme.${doorName}`, `*.${doorName}`],
    ];

    test.each(hosts)('%j', async (host) => {
      const headers = { host: `${host}:${door.port}`, authorization: `Bearer ${door.token}` };
      expect((await door.ask({ headers, path: '/projects/acme/tracking/health' })).status).toBe(403);
      const [, port = ''] = door.url.split(/:(?=\d+$)/);
      for (const other of [doorName, `${doorName}:443`, `${doorName}:${port}0`, `${doorName}:${port}, evil.example`]) {
        expect((await door.ask({ headers: { ...headers, host: other } })).status).toBe(403);
      }
      expect(door.reached).toEqual([]);
    });
  });

  test('no header of a request comes into an address that the front door sends a browser to', async () => {
    const injected = {
      ...{ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example;proto=http' },
      ...{ 'x-host': 'evil.example', 'x-original-host': 'evil.example', 'x-forwarded-server': 'evil.example' },
      ...{
        'x-forwarded-port': '1',
        'x-original-url': '//evil.example',
        'x-rewrite-url': '//evil.example',
        via: 'evil',
      },
    };
    const page = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' };
    for (const path of [
      '/',
      '/sign-in',
      '/sign-in?to=//evil.example',
      '/x?to=https://evil.example',
      '/enter?to=https://evil.example&state=x',
    ]) {
      for (const host of [doorName, `tracking-acme.${doorName}`]) {
        const { headers, body } = await door.ask({ host, path, headers: { ...page, ...injected } });
        const { location = '' } = headers;
        expect(new URL(location || '/', door.url).hostname).toMatch(/(^|\.)atelier\.example\.com$|^localhost$/);
        expect(`${JSON.stringify(headers['set-cookie'] ?? '')}`).not.toContain('evil');
        expect(body).not.toMatch(/href="(https?:)?\/\/evil/);
      }
    }
  });

  describe('of 1,000 that open a connection and go no further', () => {
    const open: Socket[] = [];
    const openFrom = (localAddress: string) =>
      new Promise<Socket>((resolve, reject) => {
        const socket = connect({ host: address, port: door.port, localAddress }, () => resolve(socket));
        socket.once('error', reject);
      });

    afterAll(() => {
      for (const socket of open) socket.destroy();
    });

    test('no more than 512 are kept, and nobody at another address is driven out', async () => {
      const person = await openFrom('127.0.0.1');
      let isGone = false;
      person.once('close', () => {
        isGone = true;
      });
      let closed = 0;
      for (let count = 0; count < 1000; count += 1) {
        const socket = await openFrom('127.0.0.3');
        socket
          .on('error', () => undefined)
          .once('close', () => {
            closed += 1;
          });
        socket.resume();
        open.push(socket);
      }
      await expect.poll(() => closed, { timeout: 20_000 }).toBeGreaterThanOrEqual(1000 - 511);
      expect(isGone).toBe(false);
      expect(await isWell()).toBe(200);
      person.destroy();
    }, 60_000);

    test('all are closed after ten seconds, also those whose hello comes a byte at a time', async () => {
      const real = await helloOf(door.port);
      const slow = await openFrom('127.0.0.1');
      let at = 0;
      const drip = setInterval(() => void (slow.writable && slow.write(real.subarray(at, ++at))), 200);
      const began = Date.now();
      await new Promise((resolve) =>
        slow
          .on('error', () => undefined)
          .once('close', resolve)
          .resume(),
      );
      clearInterval(drip);
      expect(Date.now() - began).toBeLessThan(15_000);
      await expect.poll(() => open.filter(({ destroyed }) => !destroyed).length, { timeout: 20_000 }).toBe(0);
      expect(await isWell()).toBe(200);
    }, 60_000);
  });
});

/** The first bytes of a real client, of TLS 1.3. */
async function helloOf(_: number): Promise<Buffer> {
  const { createServer } = await import('node:net');
  const { connect: connectSecure } = await import('node:tls');
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const server = createServer((socket) => socket.once('data', resolve).on('error', () => undefined));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const client = connectSecure({ port: (server.address() as AddressInfo).port, servername: doorName });
  client.on('error', () => undefined);
  const hello = await promise;
  client.destroy();
  server.close();
  return hello;
}

/** Send bytes, say that no more follow, and wait for the end. */
function cutShort(port: number, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, address, () => socket.end(bytes));
    socket
      .on('error', () => undefined)
      .once('close', () => resolve())
      .resume();
  });
}
