import { namesOf } from '@atelier/aws';
import { regionNamed } from '@atelier/aws-regions';
import type { Workspace } from '@atelier/core';
import { Problem, type ProblemDetails } from '@atelier/problem';
import { GetPolicyCommand, IAMClient, type Role } from '@aws-sdk/client-iam';
import type { Account } from '../read/account.ts';
import { look } from '../read/look.ts';
import { readStudioRole, workspaceElsewhere } from './workspace-elsewhere.ts';

/** Blockers of a deployment in the role of Studio, and in the policy that is to bound every role; empty: none. */
export async function roleBlockers(workspace: Workspace, account: Account): Promise<readonly Problem[]> {
  const client = new IAMClient({ region: account.region });
  const role = await readStudioRole(workspace, client);
  const elsewhere = workspaceElsewhere(role, workspace, account);
  if (elsewhere !== null) return [elsewhere];
  const name = workspace.aws?.iam.permissionsBoundary ?? null;
  return name === null ? boundaryTakenOff(role, workspace) : boundaryMissing(name, { workspace, account, client });
}

/** The roles that are there say whether they are bounded, not the templates: whoever may, takes it off there first. */
function boundaryTakenOff(role: Role | undefined, { name }: Workspace): readonly Problem[] {
  const arn = role?.PermissionsBoundary?.PermissionsBoundaryArn;
  if (role === undefined || arn === undefined) return [];
  return [
    problem({
      code: 'BoundaryTakenOff',
      message: `The roles of ${name} are bounded by ${arn}, and the file names no boundary: every role would be unbounded.`,
      fix: `${writeIt(arn)}If nobody is to bound them any more, whoever may say so runs aws iam delete-role-permissions-boundary --role-name ${role.RoleName} first.`,
    }),
  ];
}

/** The file names policies of its own account alone. */
function writeIt(arn: string): string {
  const [, own] = /^arn:[^:]+:iam::\d{12}:policy\/(.+)$/.exec(arn) ?? [];
  return own === undefined ? '' : `Write aws: { iam: { permissionsBoundary: ${own} } }. `;
}

interface BoundaryAsked {
  readonly workspace: Workspace;
  readonly account: Account;
  readonly client: IAMClient;
}

async function boundaryMissing(
  boundary: string,
  { workspace, account: { account, region }, client }: BoundaryAsked,
): Promise<readonly Problem[]> {
  const place = { partition: regionNamed(region)?.partition ?? 'aws', region, account };
  const PolicyArn = namesOf(workspace.name, place, '/').boundaryArn(boundary);
  if (await look(client.send(new GetPolicyCommand({ PolicyArn })))) return [];
  return [
    problem({
      code: 'BoundaryMissing',
      message: `The file bounds every role by ${boundary}, and ${account} has no policy ${PolicyArn}.`,
      fix: 'Whoever hands out the rights makes it from what atelier rights --for boundary writes; then deploy again.',
    }),
  ];
}

function problem(details: Omit<ProblemDetails, 'whose' | 'state'>): Problem {
  return new Problem({ ...details, whose: 'yours', state: 'Nothing was changed.' });
}
