import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxAccount } from './sandbox.ts';

/** Make a folder and all below it an account's; no link is followed. Nobody else may be at work in it. */
export function giveFolder(folder: string, account: Pick<SandboxAccount, 'uid' | 'gid'>): void {
  const { uid, gid } = account;
  lchownSync(folder, uid, gid);
  if (!lstatSync(folder).isDirectory()) return;
  for (const name of readdirSync(folder)) giveFolder(join(folder, name), account);
}
