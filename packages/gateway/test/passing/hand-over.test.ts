import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openDoor } from '../../src/door/open-door.ts';

const python = fileURLToPath(new URL('../../../../.venv/bin/python', import.meta.url));
const script = fileURLToPath(new URL('hand_over.py', import.meta.url));

test('no request is lost while twenty servers take over from each other under load', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
  const socket = join(folder, 'server');
  const servers = spawn(python, [script, socket], { stdio: ['pipe', 'pipe', 'inherit'] });
  const starts = createInterface({ input: servers.stdout })[Symbol.asyncIterator]();
  await starts.next();
  const endpoints = () => [{ project: 'acme', endpoint: 'sales', socket }];
  const targets = { projects: () => ['acme'], trackingSocket: '', endpoints };
  const door = await openDoor(targets, { tokenFile: join(folder, 'token'), tell: () => undefined });
  const authorization = `Bearer ${readFileSync(door.tokenFile, 'utf8')}`;
  const agent = new Agent({ keepAlive: true });
  const seen = new Map<string, number>();
  let isOver = false;

  const ask = async () => {
    while (!isOver) {
      const asked = request(`${door.url}/endpoints/sales/invocations`, {
        method: 'POST',
        agent,
        headers: { authorization },
      });
      asked.end('rows');
      const [answer] = await once(asked, 'response');
      const said = `${answer.statusCode} ${await text(answer)}`;
      seen.set(said, (seen.get(said) ?? 0) + 1);
    }
  };

  const callers = Array.from({ length: 8 }, ask);
  for (let turn = 0; turn <= 20; turn += 1) {
    while (!seen.has(`200 ${turn}`)) await new Promise((resolve) => setTimeout(resolve, 20));
    servers.stdin.write('next\n');
    await starts.next();
  }
  isOver = true;
  await Promise.all(callers);
  expect([...seen.keys()].filter((said) => !said.startsWith('200 '))).toEqual([]);
  expect(seen.size).toBeGreaterThan(20);
  agent.destroy();
  await door.close();
  servers.stdin.end();
  await once(servers, 'close');
  rmSync(folder, { recursive: true });
});
