import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder = '';

/** Gives all that a run of the tests makes one folder, open to every account as the machine's own is. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'at-'));
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
}

/** Removes what the tests have left. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
