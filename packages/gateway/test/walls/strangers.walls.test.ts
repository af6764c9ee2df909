import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { exchange, statusOf } from '../exchange.ts';
import { testGateway } from '../test-gateway.ts';

const asked = Promise.withResolvers<void>();
const open = await testGateway({
  behind: (request, response) => {
    if (request.url === '/invocations') asked.resolve();
    else response.end('reached');
  },
});

afterAll(() => open.close());

const nobody = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

/** Output that another account of this machine sees when it runs a shell script, errors included. */
function asNobody(script: string): Promise<string> {
  return new Promise((resolve) => {
    const place = { ...nobody, cwd: '/', timeout: 30_000 };
    execFile('/bin/sh', ['-c', script], place, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

// Only root may act as another account.
describe.skipIf(!isRoot)('another account of this machine', () => {
  test.each(['tokenFile', 'headerFile'] as const)('cannot read the %s, nor find, link or replace it', async (file) => {
    const path = open[file];
    const attempts = `cat ${path}; head -c 9 ${path}; ls ${open.folder}; ln ${path} /tmp/link-$$; cp ${path} /dev/stdout
      ln -sf /etc/passwd ${path}; echo mine > ${path}; rm -f ${path}; mv ${open.folder} ${open.folder}-gone`;
    expect(await asNobody(attempts)).not.toContain(open.token);
    expect(readFileSync(path, 'utf8')).toContain(open.token);
  });

  test('reads it where its folder and file are open to all, so the walls are these modes', async () => {
    chmodSync(open.folder, 0o755);
    chmodSync(open.tokenFile, 0o644);
    expect(await asNobody(`cat ${open.tokenFile}`)).toBe(open.token);
    chmodSync(open.tokenFile, 0o600);
    chmodSync(open.folder, 0o700);
    expect(await asNobody(`cat ${open.tokenFile}`)).toContain('ermission denied');
  });

  test('reaches the door and is refused', async () => {
    const answer = await asNobody(`curl -s -w ' %{http_code}' ${open.url}/projects/acme/tracking/`);
    expect(answer).toMatch(/TokenMissing.* 401$/s);
  });

  test('sees no token in the processes that use it, and would see one that stands in a command line', async () => {
    const url = `${open.url}/endpoints/sales/invocations`;
    const env = { PATH: process.env.PATH, MLFLOW_TRACKING_TOKEN: open.token };
    const curl = spawn('curl', ['-s', '-H', `@${open.headerFile}`, '--data', 'rows', url], { env });
    await asked.promise;
    const look = 'for p in /proc/[0-9]*; do tr "\\0" " " < $p/cmdline; tr "\\0" " " < $p/environ; done; ps -eo args';
    const seen = await asNobody(look);
    expect(seen).toContain(`@${open.headerFile}`);
    expect(seen).not.toContain(open.token);
    const careless = spawn('sh', ['-c', 'sleep 60; true', open.token]);
    expect(await asNobody(look)).toContain(open.token);
    for (const child of [curl, careless]) child.kill('SIGKILL');
  });
});

describe('a stranger who wants to be in the way', () => {
  const token = () => `GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${open.token}\r\n\r\n`;

  test('with connections that say nothing holds nobody up, and only the last of them', async () => {
    // One that has said nothing for ten seconds is told so; one that is driven out is told nothing.
    const told = new Set<Socket>();
    const silent: Socket[] = [];
    while (silent.length < 1400) {
      const more = await connections(100);
      for (const socket of more) socket.once('data', () => told.add(socket));
      silent.push(...more);
      // Who comes after them is heard, so that they are in, and wait in no queue of the machine's.
      expect(statusOf(await exchange(open.port, token()))).toBe(200);
    }
    await until(() => silent.slice(0, 300).every(({ destroyed }) => destroyed));
    const drivenOut = silent.flatMap((socket, index) => (socket.destroyed && !told.has(socket) ? [index] : []));
    expect(drivenOut.slice(0, 300)).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(drivenOut.filter((index) => index >= 500)).toEqual([]);
    await until(() => silent.every(({ destroyed }) => destroyed));
    expect(told.size).toBeGreaterThanOrEqual(900);
  });

  test('is not taken for one of hundreds of programs that connect at once and then show their token', async () => {
    const programs = await connections(400);
    const answers = programs.map(async (socket) => {
      const [answer] = await once(socket, 'data');
      socket.destroy();
      return statusOf(String(answer));
    });
    for (const socket of programs) socket.write(token());
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
  });

  test('with headers that never end is cut off after some seconds, and holds nobody up', async () => {
    const slow = await connections(20);
    const drip = setInterval(() => {
      for (const socket of slow) socket.write(`X-${Math.random()}: a\r\n`);
    }, 200);
    for (const socket of slow) socket.write('GET / HTTP/1.1\r\n');
    expect(statusOf(await exchange(open.port, token()))).toBe(200);
    await until(() => slow.every(({ destroyed }) => destroyed));
    clearInterval(drip);
  });

  test('with a body that never ends is refused before it has begun, and cut off', async () => {
    const [socket] = await connections(1);
    let answer = '';
    socket?.on('data', (data) => {
      answer += data;
    });
    socket?.write('POST /endpoints/sales/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n');
    const drip = setInterval(() => socket?.write('x'), 200);
    await until(() => socket?.destroyed === true);
    clearInterval(drip);
    expect(statusOf(answer)).toBe(401);
  });

  test('with endless bytes that are no request takes no memory', async () => {
    const before = process.memoryUsage.rss();
    const flood = await connections(20);
    for (const socket of flood) socket.write(Buffer.alloc(2 ** 20, 'GET'));
    await until(() => flood.every(({ destroyed }) => destroyed));
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20);
  });

  test('leaves no connection open when all of them are gone', async () => {
    const mine = await connections(50);
    for (const socket of mine) socket.destroy();
    await until(() => descriptors() < 100);
  });
});

async function connections(count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(open.port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))),
  );
  // What the other side ends is ended here too.
  for (const socket of sockets) socket.on('end', () => socket.destroy()).resume();
  return sockets;
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Wait for a state that must come; the test's own limit ends the wait. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}
