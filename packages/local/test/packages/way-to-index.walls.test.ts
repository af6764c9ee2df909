import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type WayToIndex, wayToIndex } from '../../src/packages/way-to-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'way-'));
const socket = join(folder, 'way.sock');
const other = createServer((_, response) => void response.end('reached'));
const index = createServer((_, response) => void response.end('index'));
let way: WayToIndex;

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  for (const server of [other, index]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  way = await wayToIndex(socket, `http://127.0.0.1:${portOf(index)}/simple/`);
});

afterAll(async () => {
  await way.close();
  for (const server of [other, index]) server.close();
  rmSync(folder, { recursive: true });
});

/** The first line that is answered to CONNECT. */
function asked(place: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = connect(socket, () => client.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\n`));
    client.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '');
      client.destroy();
    });
    client.once('error', reject);
    client.once('close', () => resolve('closed'));
  });
}

test('leads to the index itself', async () => {
  expect(await asked(`127.0.0.1:${portOf(index)}`)).toContain(' 200 ');
});

test.each([
  ['another port of the machine', () => `127.0.0.1:${portOf(other)}`],
  ['the machine by another name', () => `localhost:${portOf(other)}`],
  ['the machine in version 6', () => '[::1]:443'],
  ['an address of version 4 in one of version 6', () => '[::ffff:10.0.0.1]:443'],
  ['another way to write that', () => '[::ffff:a00:1]:443'],
  ['the translated network', () => '[64:ff9b::a00:1]:443'],
  ['what clouds tell about a machine', () => '169.254.169.254:80'],
  ['that by TLS', () => '169.254.169.254:443'],
  ['that in version 6', () => '[fd00:ec2::254]:443'],
  ['a private network', () => '10.0.0.1:443'],
  ['another', () => '192.168.1.1:443'],
  ['nowhere', () => '0.0.0.0:443'],
  ['a number for an address', () => '2130706433:22'],
  ['a port without TLS', () => '198.51.100.1:80'],
  ['a file', () => '/etc/passwd'],
  ['nothing', () => ':443'],
  ['no port', () => '127.0.0.1'],
])('does not lead to %s', async (_, place) => {
  expect(await asked(place())).toMatch(/ (400|403) |closed/);
});

test('passes nothing but CONNECT', async () => {
  const status = await new Promise((resolve, reject) => {
    const call = request({ socketPath: socket, path: `http://127.0.0.1:${portOf(index)}/simple/` }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.once('error', reject);
    call.end();
  });
  expect(status).toBe(405);
});
