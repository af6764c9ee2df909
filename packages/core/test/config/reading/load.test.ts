import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ConfigIssue } from '../../../src/config/explaining/issue.ts';
import { loadWorkspace } from '../../../src/config/reading/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function problemsOf(file: string): Promise<readonly ConfigIssue[]> {
  const result = await loadWorkspace(file);
  return result.ok ? [] : result.problems;
}

test('a file that is not there is refused by its name', async () => {
  const file = join(folder, 'none.yaml');
  expect(await problemsOf(file)).toMatchObject([
    { code: 'NoSuchFile', file, line: 1, column: 1, message: expect.stringContaining(file) },
  ]);
});

test('a folder is refused', async () => {
  expect(await problemsOf(folder)).toMatchObject([{ code: 'NotAFile', message: expect.stringMatching(/is a folder/) }]);
});

test('what is neither file nor folder is refused', async () => {
  expect(await problemsOf('/dev/zero')).toMatchObject([
    { code: 'NotAFile', message: '/dev/zero is not a regular file.' },
  ]);
});

test('a file that may not be read is refused', async () => {
  const locked = write('locked.yaml', 'workspace: acme');
  chmodSync(locked, 0);
  // The superuser reads every file, so that for it nothing is locked.
  const expected = process.getuid?.() === 0 ? [] : [{ code: 'NotReadable' }];
  expect(await problemsOf(locked)).toMatchObject(expected);
});

test('a file of 10 MB is refused, and told how much is accepted', async () => {
  const file = write('large.yaml', `workspace: acme\n#${'x'.repeat(10_000_000)}`);
  expect(await problemsOf(file)).toMatchObject([
    { code: 'TooLarge', message: expect.stringMatching(/9766 KiB.*at most 256/) },
  ]);
});

const notText = [
  ['in Latin-1', Buffer.from('workspace: acme # caf\xe9', 'latin1'), 1, 22],
  ['in UTF-16', Buffer.from('\ufeffworkspace: acme', 'utf16le'), 1, 1],
  ['with zero bytes', Buffer.from('workspace: acme\npeople: {\0}'), 2, 10],
] as const;

test.each(notText)('a file %s is refused at the first character that is no text', async (_, bytes, line, column) => {
  expect(await problemsOf(write('bytes.yaml', bytes))).toMatchObject([{ code: 'NotText', line, column }]);
});

test('a byte order mark and Windows line ends are accepted', async () => {
  expect(await problemsOf(write('windows.yaml', '\ufeffworkspace: acme\r\nstudio:\r\n  spaces: none\r\n'))).toEqual([]);
});

const sales = (flows: string) =>
  `workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], flows: [${flows}] } }\n`;

test('a problem inside a flow file names that file', async () => {
  mkdirSync(join(folder, 'flows'), { recursive: true });
  write('flows/bad.yaml', 'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizont: 5 }\n');
  const problems = await problemsOf(write('acme.yaml', sales('./flows/bad.yaml')));
  const file = join(folder, 'flows/bad.yaml');
  expect(problems).toMatchObject([
    { file, path: 'forecast.horizon', code: 'MissingSetting', line: 3, column: 1 },
    { file, path: 'forecast.horizont', code: 'UnknownSetting', line: 3, column: 13, fix: 'Write "horizon".' },
  ]);
});

test('a flow file that is a folder is reported where it is named', async () => {
  mkdirSync(join(folder, 'folder.yaml'), { recursive: true });
  const problems = await problemsOf(write('acme.yaml', sales('folder.yaml, none.yaml')));
  expect(problems).toMatchObject([
    { path: 'projects.sales.flows[0]', code: 'NotAFile', line: 3, column: 46 },
    { path: 'projects.sales.flows[1]', code: 'NoSuchFile', line: 3, column: 59 },
  ]);
});

test('flow files are found and their inputs resolved from the folders they lie in', async () => {
  write('flows/good.yaml', 'flow: sales\ninputs: { sales: { file: ../data/s.csv } }\nforecast: { horizon: 5 }\n');
  const result = await loadWorkspace(write('acme.yaml', sales('flows/good.yaml')));
  const flow = result.ok ? result.workspace.projects[0]?.flows[0] : undefined;
  expect(flow?.inputs.sales.file).toBe(join(folder, 'data/s.csv'));
});
