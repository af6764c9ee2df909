import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { accountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';

const state = 'Nothing was changed.';

/**
 * A workspace with the account that it may be changed in: that of its file, or the one that the command names. Templates are
 * made from the workspace as its file has it: an account that the command names is a check, and changes none of them.
 *
 * @throws Problem when both name one and they differ, and for what is no account
 */
export function inNamedAccount(workspace: Workspace, given: string | undefined): Workspace {
  const { aws } = workspace;
  if (aws === null || given === undefined) return workspace;
  if (!/^\d{12}$/.test(given))
    throw refusal(
      'NotAnAccount',
      `--account is "${given}"; an account is 12 digits.`,
      'Give 12 digits, such as 123456789012.',
    );
  if (aws.account !== null && aws.account !== given)
    throw refusal(
      'AccountsDiffer',
      `--account is "${given}", and the file says aws.account: "${aws.account}".`,
      'Correct the one that is wrong; the other can be left out.',
    );
  refuseOtherProvider(workspace, given);
  return { ...workspace, aws: { ...aws, account: given } };
}

/** Sign-in roles trust a provider of the own account alone, so that one of another would let nobody in. */
function refuseOtherProvider({ signIn: { provider } }: Workspace, account: string): void {
  const of = provider?.arn.split(':')[4];
  if (of === undefined || of === account) return;
  throw refusal(
    'ProviderOfOtherAccount',
    `--account is "${account}", and signIn.provider is of the account ${of}.`,
    `Write a provider of ${account}, or correct the account.`,
  );
}

/**
 * Makes sure that somebody has named the account: credentials of the wrong one are easily taken for the right ones.
 *
 * @throws Problem when nobody has; it says whose the credentials are
 */
export async function requireNamedAccount(workspace: Workspace): Promise<void> {
  if (workspace.aws?.account !== null) return;
  const asking = accountClients(workspace).sts.send(new GetCallerIdentityCommand({}));
  const { Account = '' } = await asking.catch((error: unknown) => {
    throw awsProblem(error, 'asking AWS whose the credentials are', state);
  });
  throw refusal(
    'NoAccountNamed',
    `Neither the file nor --account names the account; the credentials are those of ${Account}.`,
    `If that is the account, give --account ${Account}, or write account: "${Account}" into the file, under aws.`,
  );
}

function refusal(code: string, message: string, fix: string): Problem {
  return new Problem({ code, message, fix, whose: 'yours', state });
}
