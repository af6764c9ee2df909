import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRoot, victim } from './accounts/as-account.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const yaml =
  'workspace: acme\\npeople: { ana: { role: lead-data-scientist } }\\nprojects: { sales: { members: [ana], flows: [f.yaml] } }\\n';
const flow = 'flow: sales\\ninputs: { sales: { file: s.csv } }\\nforecast: { horizon: 5 }\\n';
let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'disk-'));
  chmodSync(place, 0o755);
});

afterEach(() => rmSync(place, { recursive: true }));

const write = `printf '${yaml}' > atelier.yaml; printf '${flow}' > f.yaml`;
const seed = 'mkdir -m 700 .atelier .atelier/run .atelier/logs .atelier/tracking .atelier/projects';
const tmpfs = (options: string) => `mount -t tmpfs -o ${options} none "$PLACE"; cd "$PLACE"; ${write}`;
const readOnly = 'cd /; mount --bind "$PLACE" "$PLACE"; mount -o remount,ro,bind "$PLACE"; cd "$PLACE"';
const fill = (free: number) =>
  `mkdir x; i=0; while touch "x/$i" 2>/dev/null; do i=$((i + 1)); done; for j in $(seq 1 ${free}); do rm "x/$j"; done`;
const asVictim = `chown -R ${victim} "$PLACE"; chmod 555 "$PLACE"; AS="setpriv --reuid ${victim} --regid ${victim} --clear-groups"`;

/** Faults of the disk or the folder, and what "up" calls each. */
const disks: Readonly<Record<string, readonly [script: string, word: RegExp]>> = {
  'that can only be read': [`cd "$PLACE"; ${write}; ${readOnly}`, /can only be read; accepted is/],
  'that can only be read, with state of before': [
    `cd "$PLACE"; ${write}; ${seed}; ${readOnly}`,
    /can only be read; accepted is/,
  ],
  'without a place for a file': [`${tmpfs('nr_inodes=40')}; ${fill(0)}`, /no place for another file/],
  'with a place for one file': [`${tmpfs('nr_inodes=40')}; ${fill(1)}`, /no place for another file/],
  'with places for a few files': [`${tmpfs('nr_inodes=40')}; ${fill(4)}`, /no place for another file/],
  'with places for folders, and no more': [`${tmpfs('nr_inodes=60')}; ${fill(16)}`, /places for \d more files/],
  'without space': [`${tmpfs('size=64k')}; cat /dev/zero > z 2>/dev/null || true`, /no space|Only 0 MB are free/],
  'with little space': [tmpfs('size=20m'), /Only \d+ MB are free/],
  'in a folder of yours that you may not write to': [
    `cd "$PLACE"; ${write}; ${asVictim}`,
    /may not be opened or written; accepted is/,
  ],
};

/** A command on such a disk, in mounts of its own. */
function atelier(script: string, command: string): string {
  const run = `${script}; set +e; timeout 120 $AS "$NODE" "$MAIN" ${command} 2>&1; echo "exit $?"`;
  const env = { PATH: process.env.PATH, HOME: '/', PLACE: place, NODE: process.execPath, MAIN: main, AS: '' };
  return execFileSync('unshare', ['--mount', 'sh', '-euc', run], { env, encoding: 'utf8' });
}

describe.skipIf(!isRoot).each(Object.entries(disks))('on a disk %s (needs root)', (_, [script, word]) => {
  test('"up" says what is full or shut, with a fix, and nothing is a bug', () => {
    const said = atelier(script, 'up');
    expect(said).toMatch(word);
    expect(said).toContain('\n-> ');
    expect(said).toMatch(/exit 2\n$/);
  });

  test.each(['status', 'sql sales "select 1"', 'run sales', 'logs', 'down'])('"%s" is no bug either', (command) => {
    const said = atelier(script, command);
    expect(said).toMatch(/exit [012]\n$/);
    expect(said).not.toMatch(/^\s+at /m);
  });
});
