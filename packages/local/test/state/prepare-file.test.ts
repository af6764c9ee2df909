import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { prepareFile } from '../../src/state/prepare-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'prepare-'));

test('a new file is for its owner alone', () => {
  prepareFile(join(folder, 'new'));
  expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o600);
});

test('a lock that this process holds on the file stays held', () => {
  const file = join(folder, 'lock.sqlite');
  prepareFile(file);
  const held = new DatabaseSync(file);
  held.exec('begin exclusive');
  prepareFile(file);
  const program = `new (require('node:sqlite').DatabaseSync)('${file}').exec('begin exclusive')`;
  expect(() => execFileSync(process.execPath, ['-e', program], { stdio: 'pipe' })).toThrow(/locked/);
  held.close();
});

test('a pipe is refused at once, and a link is not followed', () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('/etc/hosts', join(folder, 'link'));
  for (const name of ['pipe', 'link'])
    expect(() => prepareFile(join(folder, name))).toThrowError(expect.objectContaining({ code: 'StateWrongKind' }));
});
