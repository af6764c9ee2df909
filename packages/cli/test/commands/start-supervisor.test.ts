import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { supervisorEnvironment } from '../../src/commands/start-supervisor.ts';
import { lastWords } from '../../src/text/last-words.ts';

test('a supervisor is started with the search path and the language, without credentials or what loads code', () => {
  const given = {
    PATH: '.:/usr/bin::relative:/bin',
    HOME: '/of/ana',
    LANG: 'de_DE.UTF-8',
    XDG_RUNTIME_DIR: '/run/user/1000',
    TMPDIR: 'tmp',
    NODE_COMPILE_CACHE: './cache',
    NODE_OPTIONS: '--require ./evil.js',
    NODE_PATH: '.',
    PYTHONPATH: '.',
    PYTHONSTARTUP: 'evil.py',
    LD_PRELOAD: './evil.so',
    AWS_SECRET_ACCESS_KEY: 'secret',
    MLFLOW_TRACKING_TOKEN: 'secret',
  };
  expect(supervisorEnvironment(given)).toEqual({
    PATH: '/usr/bin:/bin',
    HOME: given.HOME,
    LANG: given.LANG,
    XDG_RUNTIME_DIR: given.XDG_RUNTIME_DIR,
  });
});

const ends = [
  ['nothing', '', 'it wrote nothing'],
  [
    'a trace',
    'Error: file is not a database\n    at open (file.ts:1:2)\n    at async main.ts:65:20\n\nNode.js v24.21.0\n',
    'Error: file is not a database',
  ],
  [
    'a bug of ours',
    'This is a bug of Atelier. Please report it.\nError: no such thing.\n  |     at open (file.ts:1:2)\n',
    'Error: no such thing',
  ],
  [
    'too little memory',
    '\n<--- Last few GCs --->\n\nFATAL ERROR: Reached heap limit\n 1: 0xb8 node::Abort()\n 2: 0xa7 x\n',
    'FATAL ERROR: Reached heap limit',
  ],
] as const;

test.each(ends)('of a process that wrote %s the reason is told, never where it happened', (_, text, reason) => {
  expect(lastWords(text)).toBe(reason);
});

test('a supervisor that is ended before it has said anything is told of as a failure of the machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ended-'));
  const file = join(folder, 'atelier.yaml');
  writeFileSync(file, 'workspace: shops\n');
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const up = spawn(process.execPath, [main, 'up', '--file', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = text(up.stderr);
  const ended = once(up, 'exit');
  const patience = { timeout: 60_000, interval: 1 };
  const holder = join(folder, '.atelier/run/holder.json');
  const { pid } = await vi.waitFor(() => JSON.parse(readFileSync(holder, 'utf8')), patience);
  // Asked twice, it ends at once.
  await vi.waitFor(() => expect(() => process.kill(pid, 'SIGTERM')).toThrow('ESRCH'), patience);
  const [code] = await ended;
  expect(await said).toMatch(/The supervisor ended with exit code 130 before it was ready/);
  expect(code).toBe(2);
  await once(spawn(process.execPath, [main, 'down', '--file', file], { stdio: 'ignore' }), 'exit');
  rmSync(folder, { recursive: true });
}, 120_000);
