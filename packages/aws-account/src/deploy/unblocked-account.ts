import type { Workspace } from '@atelier/core';
import { throwBlockers } from '../destroy/throw-blockers.ts';
import type { Account } from '../read/account.ts';
import type { TakeBack } from '../take-back/take-back.ts';
import { deployBlockers } from './deploy-blockers.ts';
import type { TakenName } from './read-taken.ts';

/** One look at an account before a deployment. */
export interface Looked {
  readonly account: Account;
  /** Of the names that the deployment needs, those that are taken by what it does not take back. */
  readonly taken: readonly TakenName[];
  readonly takeBack: TakeBack;
}

/**
 * An account that nothing speaks against deploying to.
 *
 * What stands against it counts once two looks find the stacks alike: what another deployment makes between two calls of
 * one look seems to belong to none.
 *
 * @throws Problem for all that is found
 */
export async function unblockedAccount(workspace: Workspace, look: () => Promise<Looked>): Promise<Looked> {
  for (let before = ''; ; ) {
    const looked = await look();
    const { account, taken, takeBack } = looked;
    const blockers = [...deployBlockers(account, workspace, taken), ...takeBack.blockers];
    const stacks = JSON.stringify(account.stacks.map(({ id, status }) => [id, status]).toSorted());
    if (blockers.length === 0 || stacks === before) {
      throwBlockers(blockers);
      return looked;
    }
    before = stacks;
  }
}
