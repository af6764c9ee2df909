import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Account } from '../read/account.ts';
import { look } from '../read/look.ts';

/** A role that the file names, and what nobody could do in it if it is not there. */
interface NamedRole {
  readonly arn: string;
  readonly code: 'OperatorMissing' | 'SenderMissing';
  readonly cannot: string;
}

/**
 * Roles of the account that the file names as operators and senders, and that are not there: whoever makes one later would be let
 * in, and S3 accepts no policy that names a sender who does not exist, in the middle of a deployment. Of roles that may not be
 * asked for, and of those of other accounts, nobody here knows.
 */
export async function namedRoleBlockers(workspace: Workspace, account: Account): Promise<readonly Problem[]> {
  const client = new IAMClient({ region: account.region });
  const asked = namedRoles(workspace)
    .filter(({ arn }) => arn.split(':')[4] === account.account)
    .map(async (role) => ((await isThere(role.arn, client)) ? [] : [missing(role, account)]));
  return (await Promise.all(asked)).flat();
}

function namedRoles({ name, aws, projects }: Workspace): readonly NamedRole[] {
  const operators = (aws?.operators ?? []).map((arn) => ({
    arn,
    code: 'OperatorMissing' as const,
    cannot: `The file names it as an operator of ${name}: nobody could deploy, look at or tear down the workspace in it`,
  }));
  const senders = projects.flatMap((project) =>
    (project.deliverFrom?.senders ?? [])
      .filter((sender) => sender.startsWith('arn:'))
      .map((arn) => ({
        arn,
        code: 'SenderMissing' as const,
        cannot: `The file names it as a sender: nobody could deliver files to ${project.name} in it, and S3 accepts no policy that names it`,
      })),
  );
  return [...new Map([...operators, ...senders].map((role) => [`${role.code} ${role.arn}`, role])).values()];
}

/** IAM tells the ARN with the role's path: a role elsewhere is another one. */
async function isThere(arn: string, client: IAMClient): Promise<boolean> {
  try {
    const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
    return (await look(client.send(new GetRoleCommand({ RoleName }))))?.Role?.Arn === arn;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('AccessDenied')) return true;
    throw error;
  }
}

function missing({ arn, code, cannot }: NamedRole, { account }: Account): Problem {
  return new Problem({
    code,
    message: `${account} has no role ${arn}. ${cannot}.`,
    fix: 'Correct the ARN in the file, with the path of the role, or make the role first; then deploy again.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
