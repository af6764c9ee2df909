import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../../src/config/reading/load.ts';
import { namedPath } from '../../../src/config/reading/named-path.ts';

let base: string;
let folder: string;

const flowText = (data: string) =>
  `flow: sales\ninputs: { sales: { file: ${JSON.stringify(data)} } }\nforecast: { horizon: 5 }\n`;
const hidden = 'root:$y$j9T$abc:19000:0:99999:7:::';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'named-'));
  folder = join(base, 'workspace');
  for (const name of ['workspace/flows', 'workspace/data', 'outside', 'workspace-of-others'])
    mkdirSync(join(base, name), { recursive: true });
  for (const name of ['outside', 'workspace-of-others']) {
    writeFileSync(join(base, name, 'flow.yaml'), hidden);
    writeFileSync(join(base, name, 'sales.csv'), hidden);
  }
  writeFileSync(join(folder, 'data/sales.csv'), 'store_id\n');
  writeFileSync(join(folder, 'flows/good.yaml'), flowText('../data/sales.csv'));
});

afterEach(() => rmSync(base, { recursive: true }));

const link = (name: string, target: string) => symlinkSync(target, join(folder, name));
const pipe = (name: string) => void execFileSync('mkfifo', [join(folder, name)]);

async function problemsOf(flow: string) {
  const file = join(folder, 'atelier.yaml');
  const head = 'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\n';
  writeFileSync(file, `${head}projects: { sales: { members: [ana], flows: [${JSON.stringify(flow)}] } }\n`);
  const result = await loadWorkspace(file);
  return result.ok ? [] : result.problems;
}

/** Paths that the workspace's file names as a flow, and why each is refused. */
const flows: Readonly<Record<string, readonly [prepare: () => void, written: string, code: string]>> = {
  'a link to a file outside': [() => link('flows/x.yaml', '../../outside/flow.yaml'), './flows/x.yaml', 'LinkLeadsOut'],
  'an absolute link': [() => link('flows/x.yaml', join(base, 'outside/flow.yaml')), 'flows/x.yaml', 'LinkLeadsOut'],
  'a link to the passwords': [() => link('flows/x.yaml', '/etc/shadow'), 'flows/x.yaml', 'LinkLeadsOut'],
  'a link to the accounts': [() => link('flows/x.yaml', '/etc/passwd'), 'flows/x.yaml', 'LinkLeadsOut'],
  'a chain of links': [
    () => {
      link('flows/y.yaml', '../../outside/flow.yaml');
      link('flows/x.yaml', 'y.yaml');
    },
    'flows/x.yaml',
    'LinkLeadsOut',
  ],
  'a folder that is a link': [() => link('more', '../outside'), 'more/flow.yaml', 'LinkLeadsOut'],
  'a folder that is a link to the root': [() => link('more', '/'), 'more/etc/../etc/passwd.yaml', 'NoSuchFile'],
  'a link to a neighbour with a longer name': [
    () => link('flows/x.yaml', '../../workspace-of-others/flow.yaml'),
    'flows/x.yaml',
    'LinkLeadsOut',
  ],
  'a link above the file': [() => link('../x.yaml', '/etc/passwd'), '../x.yaml', 'LinkLeadsOut'],
  'a link to nothing': [() => link('flows/x.yaml', 'nothing'), 'flows/x.yaml', 'NoSuchFile'],
  'a link to itself': [() => link('flows/x.yaml', 'x.yaml'), 'flows/x.yaml', 'NotReadable'],
  'a link to a pipe': [
    () => {
      pipe('flows/p');
      link('flows/x.yaml', 'p');
    },
    'flows/x.yaml',
    'NotAFile',
  ],
  'a link to zeros without end': [() => link('flows/x.yaml', '/dev/zero'), 'flows/x.yaml', 'NotAFile'],
  'a link to this process': [() => link('flows/x.yaml', '/proc/self/environ'), 'flows/x.yaml', 'NotAFile'],
  'a link to the messages of the kernel': [() => link('flows/x.yaml', '/proc/kmsg'), 'flows/x.yaml', 'NotAFile'],
  'a link to a setting of the kernel': [
    () => link('flows/x.yaml', '/sys/kernel/mm/transparent_hugepage/enabled'),
    'flows/x.yaml',
    'NotAFile',
  ],
  'a link to a terminal': [() => link('flows/x.yaml', '/dev/tty'), 'flows/x.yaml', 'NotAFile'],
  'a pipe': [() => pipe('flows/x.yaml'), 'flows/x.yaml', 'NotAFile'],
  'a folder': [() => mkdirSync(join(folder, 'flows/x.yaml')), 'flows/x.yaml', 'NotAFile'],
  'a file as a folder': [() => undefined, 'flows/good.yaml/x.yaml', 'NoSuchFile'],
  'the accounts': [() => undefined, '../../../../../../etc/passwd', 'NotAccepted'],
  'the passwords': [() => undefined, '/etc/shadow', 'NotAccepted'],
  'zeros without end': [() => undefined, '/dev/zero', 'NotAccepted'],
  'this process': [() => undefined, '/proc/self/environ', 'NotAccepted'],
  'a terminal': [() => undefined, '/dev/tty', 'NotAccepted'],
  'a name that is too long': [() => undefined, `${'x'.repeat(300)}.yaml`, 'NotReadable'],
  'a byte that ends paths': [() => undefined, 'x\0.yaml', 'NotReadable'],
};

describe.each(Object.entries(flows))('as a flow %s', (_, [prepare, written, code]) => {
  test('is refused where it is named, and nothing of it is said', async () => {
    prepare();
    const problems = await problemsOf(written);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.path).toBe('projects.sales.flows[0]');
    expect(JSON.stringify(problems)).not.toMatch(/root:|\$y\$/);
  });
});

/** Paths that a flow names as its data, and why each is refused. */
const data: Readonly<Record<string, readonly [prepare: () => void, written: string, code: string]>> = {
  'a link to a file outside': [() => link('data/x.csv', '../../outside/sales.csv'), '../data/x.csv', 'LinkLeadsOut'],
  'an absolute link': [() => link('data/x.csv', join(base, 'outside/sales.csv')), '../data/x.csv', 'LinkLeadsOut'],
  'a link to the passwords': [() => link('data/x.csv', '/etc/shadow'), '../data/x.csv', 'LinkLeadsOut'],
  'a folder that is a link': [() => link('more', '../outside'), '../more/sales.csv', 'LinkLeadsOut'],
  'a link beside the flow': [() => link('flows/x.csv', '../data/sales.csv'), 'x.csv', 'LinkLeadsOut'],
  'a link at an absolute path': [
    () => symlinkSync('sales.csv', join(base, 'outside/own.csv')),
    '$BASE/workspace/flows/x.csv',
    'LinkLeadsOut',
  ],
  'a pipe': [() => pipe('data/x.csv'), '../data/x.csv', 'NotAFile'],
  'a link to a pipe': [
    () => {
      pipe('data/p');
      link('data/x.csv', 'p');
    },
    '../data/x.csv',
    'NotAFile',
  ],
  'a folder': [() => undefined, '../data', 'NotAFile'],
  'zeros without end': [() => undefined, '/dev/zero', 'NotAFile'],
  nothing: [() => undefined, '/dev/null', 'NotAFile'],
  'a terminal': [() => undefined, '/dev/ptmx', 'NotAFile'],
  'this process': [() => undefined, '/proc/self/environ', 'NotAFile'],
  'the memory of this process': [() => undefined, '/proc/self/mem', 'NotAFile'],
  'the root by this process': [() => undefined, '/proc/self/root/proc/version', 'NotAFile'],
  'a setting of the kernel': [() => undefined, '/sys/kernel/mm/transparent_hugepage/enabled', 'NotAFile'],
};

describe.each(Object.entries(data))('as data %s', (_, [prepare, written, code]) => {
  test('is refused where the flow names it', async () => {
    prepare();
    if (written.startsWith('$BASE')) link('flows/x.csv', '../data/sales.csv');
    writeFileSync(join(folder, 'flows/x.yaml'), flowText(written.replace('$BASE', base)));
    const problems = await problemsOf('flows/x.yaml');
    expect(problems).toMatchObject([{ code, path: 'inputs.sales.file', file: join(folder, 'flows/x.yaml'), line: 2 }]);
    expect(JSON.stringify(problems)).not.toMatch(/root:|\$y\$/);
  });
});

test('a refusal shows the path that was written and the one that it leads to, and the fix names that', async () => {
  link('flows/x.yaml', '../../outside/flow.yaml');
  const real = join(base, 'outside/flow.yaml');
  const [problem] = await problemsOf('flows/x.yaml');
  expect(problem?.message).toContain(join(folder, 'flows/x.yaml'));
  expect(problem?.message).toContain(real);
  expect(problem?.fix).toContain(real);
});

/** Paths that say themselves where they lead. */
const allowed: Readonly<Record<string, readonly [prepare: () => void, written: string]>> = {
  'a plain file': [() => undefined, './flows/good.yaml'],
  'a link inside the folder': [() => link('x.yaml', 'flows/good.yaml'), 'x.yaml'],
  'a link to the folder itself and back': [() => link('flows/self', '..'), 'flows/self/flows/good.yaml'],
  'a path that goes up': [
    () => writeFileSync(join(base, 'outside/flow.yaml'), flowText('sales.csv')),
    '../outside/flow.yaml',
  ],
  'an absolute path': [
    () => writeFileSync(join(base, 'outside/flow.yaml'), flowText('sales.csv')),
    '$BASE/outside/flow.yaml',
  ],
};

test.each(Object.entries(allowed))('%s is read', async (_, [prepare, written]) => {
  prepare();
  expect(await problemsOf(written.replace('$BASE', base))).toEqual([]);
});

test('a workspace whose folder is reached through a link is like any other', async () => {
  symlinkSync('workspace', join(base, 'w'));
  expect(await problemsOf('flows/good.yaml')).toEqual([]);
  expect(await loadWorkspace(join(base, 'w/atelier.yaml'))).toMatchObject({ ok: true });
});

test('data that is not there yet is no mistake of the file', async () => {
  writeFileSync(join(folder, 'flows/x.yaml'), flowText('../data/later.csv'));
  expect(await problemsOf('flows/x.yaml')).toEqual([]);
});

test('a file exchanged for a link again and again is never followed out', async () => {
  const program = `
    const { renameSync, symlinkSync } = require('node:fs');
    const { workerData: { folder, stop } } = require('node:worker_threads');
    for (let turn = 0; Atomics.load(new Int32Array(stop), 0) === 0; turn++) {
      symlinkSync(turn % 2 ? '../../outside/flow.yaml' : 'good.yaml', folder + '/flows/next');
      renameSync(folder + '/flows/next', folder + '/flows/x.yaml');
    }`;
  link('flows/x.yaml', 'good.yaml');
  const stop = new SharedArrayBuffer(4);
  const worker = new Worker(program, { eval: true, workerData: { folder, stop } });
  const codes = new Set<string | undefined>();
  for (let times = 0; times < 400; times += 1) {
    const [problem] = await problemsOf('flows/x.yaml');
    codes.add(problem?.code);
    expect(JSON.stringify(problem ?? '')).not.toContain('root:');
  }
  Atomics.store(new Int32Array(stop), 0, 1);
  await new Promise((resolve) => worker.once('exit', resolve));
  expect([...codes].filter((code) => code !== undefined && code !== 'LinkLeadsOut')).toEqual([]);
});

const foreign = [
  ['passwords', hidden],
  ['accounts', 'root:x:0:0:root:/root:/bin/bash\n'.repeat(40)],
  [
    'a key',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE KEY-----\n',
  ],
  ['credentials', '[default]\naws_secret_access_key = wJalrXUtnFEMI\n'],
  ['tokens', 'users:\n- name: ana\n  user: { token: wJalrXUtnFEMI }\n'],
  ['an environment', 'PASSWORD=hunter2\n'],
] as const;

test.each(foreign)(
  'a file of %s that is named outright is refused as no flow, and nothing of it is said',
  async (_, text) => {
    writeFileSync(join(folder, 'flows/x.yaml'), text);
    const problems = await problemsOf('flows/x.yaml');
    expect(problems).toMatchObject([{ code: 'NotAFlow', file: join(folder, 'flows/x.yaml') }]);
    expect(JSON.stringify(problems)).not.toMatch(/root:|b3Blb|wJalr|hunter2/);
  },
);

const names = [
  ['data/s.csv', '/team/acme'],
  ['./data/../s.csv', '/team/acme'],
  ['../data/s.csv', '/team'],
  ['data/../../s.csv', '/team'],
  ['../../data/s.csv', '/'],
  ['../../../../s.csv', '/'],
  ['/mnt/data/s.csv', '/mnt/data'],
  ['/mnt/../s.csv', '/'],
] as const;

test.each(names)('the path %s names the folder %s', (written, within) => {
  expect(namedPath('/team/acme', written).within).toBe(within);
});
