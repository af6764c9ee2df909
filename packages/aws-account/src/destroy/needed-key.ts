import type { Account } from '../read/account.ts';
import type { DestroyPolicy } from './destroy-step.ts';

/** Choice of what becomes of all that people made. */
export interface KeptStores extends DestroyPolicy {
  /** As in the workspace's file. */
  readonly homeFolders: 'keep' | 'delete';
}

/** Whether something stays that the key encrypts: without the key it would be lost. */
export function isKeyNeeded({ fileSystems, domains }: Account, { stores, homeFolders }: KeptStores): boolean {
  const hasHomes = fileSystems.length > 0 || domains.some(({ isOurs, fileSystem }) => isOurs && fileSystem !== null);
  return stores === 'keep' || (homeFolders === 'keep' && hasHomes);
}
