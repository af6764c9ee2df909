import type { DestroyStep, Leftover } from '@atelier/aws-account';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { questionText, retainedText, stepNewsText } from '../text/destroy-text.ts';
import { problemText } from '../text/problem-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';
import { agreed, declined } from './deploy.ts';

export interface DestroyOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly stores: string;
  readonly breakLock?: string;
  readonly account?: string;
}

/** Take a workspace down in the order that AWS needs, and say what is left; 2 while something left costs money. */
export async function destroyWorkspace(io: Io, file: string | undefined, options: DestroyOptions): Promise<ExitCode> {
  const onAccount = await import('@atelier/aws-account');
  const { accountClients, checkTeardown, destroyPlan, readDestroyGround, retainedInAccount, stepOutline } = onAccount;
  const workspace = onAccount.inNamedAccount(await readWorkspace(workspaceFile(io, file)), options.account);
  // Whoever is asked sees the account in the question.
  if (options.yes) await onAccount.requireNamedAccount(workspace);
  const { readPriceBook } = await import('@atelier/aws');
  const clients = accountClients(workspace);
  const stores = options.stores === 'delete' ? 'delete' : 'keep';
  const account = await readDestroyGround(workspace, clients);
  await checkTeardown(workspace, account, clients);
  const steps = destroyPlan(account, workspace, { stores });
  io.err(questionText({ place: account, steps, stores }));
  if (steps.length > 0 && !options.yes && !(await agreed(io, `Destroy ${workspace.name}?`))) return declined(io);
  const stopped = steps.length === 0 ? null : await carriedOut(io, { workspace, steps, stores }, options);
  const about = { workspace, policy: { stores }, prices: await readPriceBook(), id: account.id } as const;
  const retained = await retainedInAccount(about, clients).catch((error: unknown) => {
    throw stopped ?? error;
  });
  if (stopped !== null && !options.json) io.err(problemText(stopped));
  const report = { steps: steps.map(stepOutline), ...retained, ...(stopped === null ? {} : { problem: stopped }) };
  io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : retainedText(retained));
  if (costs(retained.leftovers)) return exitCodes.failed;
  return stopped === null ? exitCodes.done : exitCodeOf(stopped);
}

interface Teardown {
  readonly workspace: Workspace;
  readonly steps: readonly DestroyStep[];
  readonly stores: 'keep' | 'delete';
}

/** Carries out the steps that were shown, under the lock of the workspace; gives what stopped them, or stays of the lock. */
async function carriedOut(
  io: Io,
  { workspace, steps, stores }: Teardown,
  { breakLock: breaks }: DestroyOptions,
): Promise<Problem | null> {
  const { accountClients, destroy, destroyPlan, isSameTeardown, readDestroyGround, realTimeUntil, withLock } =
    await import('@atelier/aws-account');
  const clients = accountClients(workspace);
  const told = (text: string) => io.err(`warning: ${text}\n`);
  let stopped: Problem | null = null;
  const work = withLock({ workspace, doing: 'destroy', breaks, told }, async (lock) => {
    // Whoever answers takes their time, and others work in the account.
    const now = destroyPlan(await readDestroyGround(workspace, clients), workspace, { stores });
    if (!isSameTeardown(now, steps)) throw changedMeanwhile(workspace.name);
    await lock.confirm();
    stopped = await problemOf(
      destroy(now, clients, (news) => io.err(stepNewsText(news)), realTimeUntil(io.interrupted)),
    );
  });
  const lockLeft = await problemOf(work, ({ code }) => code === 'LockLeft');
  if (stopped !== null && lockLeft !== null) io.err(problemText(lockLeft));
  return stopped ?? lockLeft;
}

// Whoever interrupts wants the end, not another look at the account.
const isNoInterrupt = ({ code }: Problem) => code !== 'Interrupted';

/** The problem that stopped something, if it is one that is meant; null: nothing did. Any other error is thrown on. */
async function problemOf(doing: Promise<void>, isMeant = isNoInterrupt): Promise<Problem | null> {
  try {
    await doing;
    return null;
  } catch (error) {
    if (error instanceof Problem && isMeant(error)) return error;
    throw error;
  }
}

/** Whether anything left costs money; things that were meant to stay are not held against the teardown. */
function costs(left: readonly Leftover[]): boolean {
  return left.some(({ isBillable, isKept }) => isBillable && !isKept);
}

function changedMeanwhile(workspace: string): Problem {
  return new Problem({
    code: 'ChangedMeanwhile',
    message: `What the account holds of ${workspace} has changed since the steps were shown: they would be others now.`,
    fix: 'Run it again, and read the steps anew.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
