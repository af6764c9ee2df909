import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import { endOrphans } from '../../src/processes/orphans.ts';
import { newHost } from '../sandboxed-host.ts';
import { serving, smallServer } from './small-server.ts';

let host: Host;
beforeAll(async () => {
  host = await newHost();
});
afterAll(() => rmSync(dirname(host.state.root), { recursive: true }));

test('a server is there when it says so, whatever it has said before, and ends when it is told to', async () => {
  const child = await smallServer(host, `say({"progress": 1})\n${serving}`);
  expect(process.kill(child.pid, 0)).toBe(true);
  expect(await child.stop(60)).toEqual({ code: 0, signal: null });
});

test.each([
  ['that ends before it serves', 'sys.exit(7)', 'it ended while it started with exit code 7'],
  ['that is killed before it serves', 'os.kill(os.getpid(), signal.SIGKILL)', 'it ended while it started by SIGKILL'],
  ['that refuses', 'say({"refused": "its folder is gone"})\nsignal.pause()', 'its folder is gone'],
])('a server %s is said not to have started, and why, and nothing of it is left', async (_what, program, reason) => {
  await expect(smallServer(host, program)).rejects.toMatchObject({ code: 'SmallDidNotStart', message: reason });
  expect(await endOrphans(host.state.root)).toBe(0);
});

test('a server that does not serve within its time is ended, even one that does not want to', async () => {
  const program = 'signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.pause()';
  const late = smallServer(host, program, { startWithinSeconds: 0.5 });
  await expect(late).rejects.toMatchObject({ code: 'SmallDidNotStart', message: 'it did not serve within 0.5 s' });
  expect(await endOrphans(host.state.root)).toBe(0);
});

test('a problem that a server has stays that problem', async () => {
  const problem = { code: 'ModelDamaged', message: 'It was changed.', fix: 'Train anew.', whose: 'machine' };
  const refused = smallServer(host, `say({"problem": ${JSON.stringify(problem)}})\nsignal.pause()`);
  await expect(refused).rejects.toMatchObject(problem);
});

test('all that a server says while it serves is heard, its last words before its end', async () => {
  const heard: unknown[] = [];
  const program = 'say({"ready": {}})\nfor n in range(2000): say({"n": n})\nsys.exit(3)';
  const child = await smallServer(host, program, { hear: (news) => heard.push(news) });
  expect(await child.ended).toEqual({ code: 3, signal: null });
  expect([heard.length, heard.at(-1)]).toEqual([2000, { n: 1999 }]);
});
