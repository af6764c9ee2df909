import type { Workspace } from '@atelier/core';
import { putIdentityCenter, type World } from '@atelier/simulated-aws';
import { everybodyIn } from './changes/changes.ts';

/** Puts an instance of Identity Center into an account, with everybody of the file and whom a rehearsal's changes add. */
export function putDirectory(world: World, workspace: Workspace): void {
  const { signIn } = workspace;
  if (signIn.method !== 'sso') return;
  putIdentityCenter(world, { users: everybodyIn(workspace), instance: signIn.identityCenter ?? undefined });
}
