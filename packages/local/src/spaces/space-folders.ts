import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { giveFolder } from '../sandbox/give-folder.ts';
import type { SandboxAccount } from '../sandbox/sandbox.ts';
import { projectFolder, type StateFolder } from '../state-folder.ts';
import type { SpaceName } from './space-name.ts';

/** Folders that a space writes to, and that stay when it is stopped. */
export interface SpaceFolders {
  readonly home: string;
  /** Of all members of the project. */
  readonly shared: string;
}

/** Where a space keeps its own files. */
export function spaceHome(state: StateFolder, { person, project }: SpaceName): string {
  if (person === null) return join(projectFolder(state, project), 'shared-space');
  return join(state.spaces, person, project);
}

/** Make the folders of a space where they are not there yet, and make them its account's. */
export function spaceFolders(state: StateFolder, space: SpaceName, account: SandboxAccount | undefined): SpaceFolders {
  const home = spaceHome(state, space);
  const shared = join(projectFolder(state, space.project), 'shared');
  for (const folder of [home, shared]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account === undefined) return { home, shared };
  // Of another account is what was made where there were no accounts, or by whoever restored it.
  if (statSync(home).uid !== account.uid) giveFolder(home, account);
  const [group] = account.groups;
  if (group !== undefined) {
    chownSync(shared, 0, group);
    // What is made in it is of its group.
    chmodSync(shared, 0o2770);
  }
  return { home, shared };
}
