import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Account } from '../read/account.ts';
import { look } from '../read/look.ts';

/** A role that the file names, and what is to be said if it is not there. */
interface NamedRole {
  readonly arn: string;
  readonly missing: Problem;
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
    .map(async ({ arn, missing }) => ((await isThere(arn, client)) ? [] : [missing]));
  return (await Promise.all(asked)).flat();
}

function namedRoles({ name, aws, projects }: Workspace): readonly NamedRole[] {
  const operators = (aws?.operators ?? []).map((arn) => ({ arn, missing: operatorMissing(arn, name) }));
  const senders = projects.flatMap((project) =>
    (project.deliverFrom?.senders ?? [])
      .filter((sender) => sender.startsWith('arn:'))
      .map((arn) => ({ arn, missing: senderMissing(arn, project.name) })),
  );
  return [...operators, ...senders];
}

const fix = 'Correct the ARN in the file, with the path of the role, or make the role first; then deploy again.';

function operatorMissing(arn: string, workspace: string): Problem {
  return new Problem({
    code: 'OperatorMissing',
    message: `The account has no role ${arn}, which the file names as an operator: nobody could deploy, look at or tear down ${workspace} in it.`,
    fix,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function senderMissing(arn: string, project: string): Problem {
  return new Problem({
    code: 'SenderMissing',
    message: `The account has no role ${arn}, which the file names as a sender: nobody could deliver files to ${project} in it, and S3 accepts no policy that names it.`,
    fix,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
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
