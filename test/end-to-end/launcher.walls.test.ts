import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCommand } from './command.ts';

let folder: string;
let caught: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'traps-'));
  caught = join(folder, 'caught');
  put(
    'atelier.yaml',
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }\n',
  );
});

afterEach(async () => {
  await startCommand(['down'], { cwd: folder }).ended;
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}

const python = (name: string) =>
  put(name, `open(${JSON.stringify(caught)}, 'a').write(${JSON.stringify(`${name}\n`)})\n`);
const node = (name: string) =>
  put(name, `require('node:fs').appendFileSync(${JSON.stringify(caught)}, ${JSON.stringify(`${name}\n`)});\n`);
const shell = (name: string) => put(name, `#!/bin/sh\necho ${name} >> '${caught}'\nexit 1\n`);

const pythonModules = [
  'uvicorn',
  'sitecustomize',
  'usercustomize',
  'json',
  'atelier',
  'mlflow',
  'encodings',
  'site',
  'os',
];
const programs = [
  'node',
  'make',
  'npm',
  'npx',
  'python',
  'python3',
  'python3.11',
  'sh',
  'env',
  'sed',
  'dirname',
  'readlink',
  'flock',
  'uv',
];

/** Everything that might be picked up where the command is started. */
function setTraps(): void {
  for (const name of pythonModules) python(`${name}.py`);
  python('atelier/__init__.py');
  python('atelier/worker.py');
  for (const name of programs) shell(name);
  for (const name of ['evil.cjs', 'node_modules/commander/index.js', 'node_modules/@atelier/core/index.js']) node(name);
  put('Makefile', `installed:\n\t@echo Makefile >> '${caught}'\n`);
  put('evil.mk', `$(shell echo evil.mk >> '${caught}')\n`);
  shell('evil.sh');
  put('.npmrc', 'node-options=--require ./evil.cjs\nscript-shell=./evil.sh\n');
  put(
    'package.json',
    JSON.stringify({ scripts: { preinstall: './evil.sh', postinstall: './evil.sh' }, type: 'commonjs' }),
  );
  put('pip.conf', '[global]\nindex-url = http://127.0.0.1:9/\n');
  put('uv.toml', 'index-url = "http://127.0.0.1:9/"\n');
  put('pyvenv.cfg', `home = ${folder}\n`);
  put('.env', 'NODE_OPTIONS=--require ./evil.cjs\n');
  put('node.config.json', '{"nodeOptions": {"import": ["./evil.cjs"]}}');
}

async function expectNothingCaught(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<void> {
  const answer = await startCommand(args, { cwd: folder, env: { ...process.env, ...env } }).ended;
  expect(existsSync(caught) ? execFileSync('cat', [caught], { encoding: 'utf8' }) : '').toBe('');
  expect(answer).toMatchObject({ code: 0 });
}

const given = process.env.PATH ?? '';

/** Environments that a caller may have. */
const environments: Readonly<Record<string, NodeJS.ProcessEnv>> = {
  'nothing more': {},
  'a search path that begins here': { PATH: `.:${given}` },
  'a search path that is empty at its beginning': { PATH: `:${given}` },
  'a search path that is empty in its middle': { PATH: `/nothing::${given}` },
  'a search path of relative folders': { PATH: `./:../${'traps'}:${given}` },
  'options for Node': { NODE_OPTIONS: '--require ./evil.cjs' },
  'options for Node that import': { NODE_OPTIONS: '--import ./evil.cjs' },
  'options for Node that read a file': { NODE_OPTIONS: '--env-file=.env --experimental-default-config-file' },
  'a path of Node': { NODE_PATH: '.:./node_modules' },
  'a loader for the prompt of Node': { NODE_REPL_EXTERNAL_MODULE: './evil.cjs' },
  'a path of Python': { PYTHONPATH: '.' },
  'a path of Python, absolute': { PYTHONPATH: 'FOLDER' },
  'a home of Python': { PYTHONHOME: '.' },
  'a start of Python': { PYTHONSTARTUP: './sitecustomize.py', PYTHONINSPECT: '1' },
  'a user folder of Python': { PYTHONUSERBASE: '.' },
  'warnings of Python that import': { PYTHONWARNINGS: 'error::uvicorn.Warning' },
  'a breakpoint of Python': { PYTHONBREAKPOINT: 'uvicorn.run' },
  'more of make': { MAKEFILES: './evil.mk' },
  'more of make, absolute': { MAKEFILES: 'FOLDER/evil.mk' },
  'flags of make': { MAKEFLAGS: '--eval=$(shell echo flags >> caught)' },
  'flags of GNU make': { GNUMAKEFLAGS: '--eval=$(shell echo flags >> caught)' },
  'a shell of make': { SHELL: './evil.sh', MAKESHELL: './evil.sh' },
  'a start of the shell': { ENV: './evil.sh', BASH_ENV: './evil.sh' },
  'a folder for programs of the shell': { CDPATH: '.' },
};

describe.each(Object.entries(environments))('with %s in the environment', (_, env) => {
  test('nothing that lies where a command is started is run, by Node, Python or make', async () => {
    setTraps();
    const here = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, value?.replace('FOLDER', folder)]),
    );
    await expectNothingCaught(here, 'check');
    await expectNothingCaught(here, 'sample-data', 'data', '--stores', '1', '--days', '30');
  });
});

test('nothing that lies beside the file of a workspace is run when it is brought up and down', async () => {
  setTraps();
  for (const name of pythonModules) python(`.atelier/${name}.py`);
  const env = { PATH: `.:${given}`, PYTHONPATH: '.', NODE_OPTIONS: '--require ./evil.cjs' };
  await expectNothingCaught(env, 'up');
  await expectNothingCaught(env, 'down');
});

test('each trap is one: started as it lies there, it is caught', () => {
  setTraps();
  const env = { PATH: given };
  const start = { cwd: folder, stdio: 'ignore' } as const;
  execFileSync(process.execPath, ['-e', ''], { ...start, env: { NODE_OPTIONS: '--require ./evil.cjs' } });
  execFileSync('make', ['installed'], { ...start, env: { ...env, MAKEFILES: './evil.mk' } });
  // These keep Python from starting at all.
  for (const name of ['encodings.py', 'os.py', 'site.py']) rmSync(join(folder, name));
  execFileSync('python3', ['-c', 'import uvicorn'], { ...start, env });
  const traps = execFileSync('cat', [caught], { encoding: 'utf8' });
  for (const trap of ['evil.cjs', 'Makefile', 'evil.mk', 'uvicorn.py']) expect(traps).toContain(trap);
});
