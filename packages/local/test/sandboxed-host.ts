import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHost } from '../src/find-host.ts';
import type { Host } from '../src/host.ts';
import { createStateFolder, stateFolder } from '../src/state-folder.ts';

/** A host of a workspace of its own, as `atelier up` finds it. */
export async function newHost(environment: Readonly<Record<string, string>> = {}): Promise<Host> {
  const state = stateFolder(join(mkdtempSync(join(tmpdir(), 'host-')), 'atelier.yaml'));
  return findHost(createStateFolder(state), { ...environment });
}
