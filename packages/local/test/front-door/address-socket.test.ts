import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bindAddress } from '../../src/front-door/address-socket.ts';

const python = join(import.meta.dirname, '../../../../.venv/bin/python');
const door = { name: 'atelier.example.com', certificate: '/c', key: '/k' };

function takenAt(host: string, port = 0): Promise<{ port: number; close(): Promise<void> } | string> {
  const stranger = createServer();
  return new Promise((resolve) => {
    stranger.once('error', ({ code }: NodeJS.ErrnoException) => resolve(String(code)));
    stranger.listen(port, host, () => {
      const bound = stranger.address() as { port: number };
      resolve({ port: bound.port, close: () => new Promise((done) => stranger.close(() => done())) });
    });
  });
}

async function freePort(host: string): Promise<number> {
  const taken = await takenAt(host);
  if (typeof taken === 'string') throw new Error(taken);
  await taken.close();
  return taken.port;
}

test('one address is taken, and no other', async () => {
  const port = await freePort('127.0.0.2');
  const bound = bindAddress(python, { ...door, address: '127.0.0.2', port });
  expect([bound.port, bound.sockets.length]).toEqual([port, 1]);
  expect(await takenAt('127.0.0.2', port)).toBe('EADDRINUSE');
  const other = await takenAt('127.0.0.1', port);
  expect(other).toMatchObject({ port });
  if (typeof other !== 'string') await other.close();
  await bound.close();
});

test('IPv6 is taken as it is written', async () => {
  const port = await freePort('::1');
  const bound = bindAddress(python, { ...door, address: '0:0:0:0:0:0:0:1', port });
  expect(await takenAt('::1', port)).toBe('EADDRINUSE');
  await bound.close();
});

test('where another program listens is told, and left whole', async () => {
  const stranger = await takenAt('127.0.0.2');
  if (typeof stranger === 'string') throw new Error(stranger);
  const taking = () => bindAddress(python, { ...door, address: '127.0.0.2', port: stranger.port });
  expect(taking).toThrow(/another program listens there/);
  expect(taking).toThrow(`port ${stranger.port} of 127.0.0.2`);
  await stranger.close();
});

test.each(['192.0.2.1', '198.51.100.7', '2001:db8::1'])('%s, which this machine does not have, is told', (address) => {
  expect(() => bindAddress(python, { ...door, address, port: 8443 })).toThrow(/no such address|refuses it/);
});
