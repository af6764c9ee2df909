import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { accountStatusText } from '../text/account-status-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Show what a workspace is like on AWS now: asked of AWS alone, never of a table of ours. */
export async function showAccountStatus(
  io: Io,
  options: { file?: string; drift?: boolean; json?: boolean },
): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, options.file));
  const onAccount = await import('@atelier/aws-account');
  const { accountClients, accountStatus, readAccount, realTime, signInStatus, stackDrift } = onAccount;
  const { readPriceBook } = await import('@atelier/aws');
  const clients = accountClients(workspace);
  const [account, prices] = await Promise.all([readAccount(workspace, clients), readPriceBook()]);
  const drift = options.drift ? await stackDrift(account, clients, realTime) : null;
  const signIn = await signInStatus(workspace, account, clients);
  const now = { ...accountStatus(account, prices), signIn };
  io.out(options.json ? `${JSON.stringify({ ...now, drift }, null, 2)}\n` : accountStatusText(now, drift));
  return exitCodes.done;
}
