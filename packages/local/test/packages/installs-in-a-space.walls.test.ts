import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageClient } from '../../src/packages/package-client.ts';
import { type Supervisor, startSupervisor } from '../../src/supervisor/supervisor.ts';
import { newHost } from '../sandboxed-host.ts';
import { owner } from '../supervised.ts';
import { loadWorkspaceText } from './workspace-with-packages.ts';

const root = join(import.meta.dirname, '../../../..');
const workspace = loadWorkspaceText(`
workspace: acme
packages: { allow: ["alpha>=1,<2", beta, sourced] }
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
projects: { sales: { members: [lead, july], warehouse: none } }
`);

let upstream: ChildProcess;
let supervisor: Supervisor;
let stateRoot: string;

beforeAll(async () => {
  const script = join(import.meta.dirname, 'serve_upstream.py');
  upstream = spawn(`${root}/.venv/bin/python`, ['-P', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(upstream.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const address = new URL(line.toString().trim());
  address.username = 'reader';
  address.password = 'hunter2';
  const host = await newHost({ PIP_INDEX_URL: address.href });
  stateRoot = host.state.root;
  supervisor = await startSupervisor(host, workspace, () => undefined);
  const known = async () => {
    const { allow } = await packageClient(host.state).allowed();
    return allow !== 'all' && allow.every(({ isKnown }) => isKnown);
  };
  while (!(await known())) await new Promise((resolve) => setImmediate(resolve));
});

afterAll(async () => {
  supervisor?.stop();
  await supervisor?.stopped;
  upstream.stdin?.end();
  rmSync(dirname(stateRoot), { recursive: true });
});

/** What a line in a cell of july's prints. */
async function printedBy(line: string): Promise<string> {
  const cells = [{ cell_type: 'code', metadata: {}, source: `!${line} 2>&1`, outputs: [], execution_count: null }];
  const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
  const asked = { person: 'july', project: 'sales', notebook, name: 'n.ipynb', parameters: {}, timeoutSeconds: 300 };
  const pieces: string[] = [];
  for await (const news of supervisor.runNotebook({ caller: owner, ...asked }, new AbortController().signal)) {
    if ('piece' in news) pieces.push(news.piece);
  }
  const [{ outputs }] = JSON.parse(pieces.join('')).cells;
  return outputs.map(({ text }: { text: string[] }) => text.join('')).join('');
}

describe('in a cell of a space', () => {
  test.each(['pip', 'uv pip'])(
    '%s installs an allowed package with what it needs, and the kernel has it',
    async (pip) => {
      const printed = await printedBy(`${pip} install alpha && python -c "import alpha, gamma; print(alpha.__file__)"`);
      expect(printed).toContain('july/.local/share/atelier');
    },
  );

  test.each([
    ['a package that is not allowed', 'pip install secret-tool', 'not.in.packages.allow'],
    ['that as refused, and not as missing', 'pip install secret-tool', 'HTTP error 403'],
    ['that with uv', 'uv pip install secret-tool', 'not.in.packages.allow'],
    ['one in quarantine', 'pip install beta==2.0', '403'],
    ['a source archive', 'pip install sourced', 'source.archive.refused'],
    ['an own index', 'pip install -i http://192.0.2.1/simple/ --retries 0 secret-tool', 'No matching distribution'],
    ['an address', 'pip install --retries 0 http://192.0.2.1/secret_tool-1.0.zip', 'ERROR'],
    ['a repository', 'pip install git+http://192.0.2.1/secret.git', 'rror'],
  ])('%s does not come, and it is said', async (_, line, words) => {
    expect(await printedBy(line)).toContain(words);
    expect(await printedBy('python -c "import secret_tool"')).toContain('ModuleNotFoundError');
  });

  test('neither the way out nor what the index keeps is seen', async () => {
    const sees = 'ls /run/atelier/way.sock /run/atelier/../way.sock';
    const printed = await printedBy(`${sees}; ls ${stateRoot}`);
    expect(printed.match(/No such file/g)).toHaveLength(3);
  });

  test('the reason is asked for by name', async () => {
    const printed = await printedBy('curl -s http://127.0.0.1:3141/packages/why/gamma');
    expect(JSON.parse(printed)).toMatchObject({ verdict: 'allowed', because: 'It is needed: alpha needs gamma.' });
  });
});

test('credentials of the index are in no log and in nothing that is kept', async () => {
  const printed = await printedBy(`env; curl -s http://127.0.0.1:3141/packages/simple/alpha/`);
  expect(printed).not.toContain('hunter2');

  const found = execFileSync('sh', ['-c', `grep -rl hunter2 "${stateRoot}" || true`], { encoding: 'utf8' });
  expect(found).toBe('');
  expect(readdirSync(join(stateRoot, 'packages')).length).toBeGreaterThan(2);
});
