import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testGateway } from '../test-gateway.ts';

const python = fileURLToPath(new URL('../../../../.venv/bin/python', import.meta.url));
const script = fileURLToPath(new URL('hand_over.py', import.meta.url));

test('no request is lost while twenty servers take over from each other under load', async () => {
  const open = await testGateway({ absent: ['endpoint acme/sales'] });
  const socket = open.gateway.door.places.endpoint('acme', 'sales');
  const servers = spawn(python, [script, socket], { stdio: ['pipe', 'pipe', 'inherit'] });
  const starts = createInterface({ input: servers.stdout })[Symbol.asyncIterator]();
  await starts.next();
  const authorization = `Bearer ${open.token}`;
  const agent = new Agent({ keepAlive: true });
  const seen = new Map<string, number>();
  let isOver = false;

  const ask = async () => {
    while (!isOver) {
      const asked = request(`${open.url}/endpoints/sales/invocations`, {
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
  await open.close();
  servers.stdin.end();
  await once(servers, 'close');
});
