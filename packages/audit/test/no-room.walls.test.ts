import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verifyAudit } from '../src/index.ts';
import { allIn, entry, newPlace } from './audit-place.ts';

const program = fileURLToPath(new URL('append-program.ts', import.meta.url));

/** Run appending callers below a shell's line until it refuses; what was acknowledged, and what was refused. */
function appended(shell: string, folder: string, callers: number) {
  const command = `${shell}"$0" "$1" "$2" ${callers}`;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command, process.execPath, program, folder], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const said = stdout.split('\n').slice(1, -1);
  const refused = said.findIndex((line) => line.startsWith('refused'));
  return { said, acknowledged: said.slice(0, refused), after: said.slice(refused) };
}

test.each([1, 40])('once a file may not grow any more, nothing is acknowledged again: %i callers', async (callers) => {
  const { folder, open } = newPlace();
  // Of 512 bytes each.
  const { acknowledged, after } = appended("trap '' XFSZ; ulimit -f 101; ", folder, callers);
  expect(acknowledged.length).toBeGreaterThan(50);
  expect(after.length).toBeGreaterThanOrEqual(50);
  expect(new Set(after)).toEqual(new Set(['refused AuditNotWritten']));
  // Where there is room again, it goes on after the last record that is whole.
  const log = open();
  await log.append(entry('after'));
  await log.close();
  const kept = new Set(allIn(folder).map(({ because }) => because));
  expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
  expect(kept.has('after')).toBe(true);
  expect(verifyAudit(folder).logs).toMatchObject([{ verdict: 'whole', records: kept.size }]);
});

/** Whether a full disk can be made here: a small one in memory, for the processes of one test. */
function whyNoSmallDisk(): string | undefined {
  const { status, stderr, error } = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

const noDisk = whyNoSmallDisk();
const named = noDisk === undefined ? '' : ` (skipped, as no small disk can be mounted here: ${noDisk})`;

test.skipIf(noDisk !== undefined)(`on a disk that is full nothing is acknowledged any more${named}`, () => {
  const { folder } = newPlace();
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const inside = `mount -t tmpfs -o size=128k tmpfs ${disk}; "$0" "$1" ${disk} 5; cp -r ${disk} ${folder}/copy`;
  const said = execFileSync('unshare', ['-Urm', 'sh', '-c', inside, process.execPath, program], { encoding: 'utf8' });
  const lines = said.split('\n').slice(1, -1);
  const refused = lines.findIndex((line) => line.startsWith('refused'));
  expect(refused).toBeGreaterThan(100);
  expect(new Set(lines.slice(refused))).toEqual(new Set(['refused AuditNotWritten']));
  const kept = new Set(allIn(join(folder, 'copy')).map(({ because }) => because));
  expect(lines.slice(0, refused).filter((name) => !kept.has(name))).toEqual([]);
});
