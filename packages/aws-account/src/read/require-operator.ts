import { namesOf, onAws, operatorArns } from '@atelier/aws';
import { regionNamed } from '@atelier/aws-regions';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AccountClients } from './account-clients.ts';
import { awsProblem } from './aws-problem.ts';
import { look } from './look.ts';
import { refuseWrongAccount } from './refuse-wrong-account.ts';

/** Whoever calls AWS with these credentials. */
export interface CallingOperator {
  readonly account: string;
  /** As STS says it. */
  readonly arn: string;
}

/**
 * The caller, who is an operator of the workspace.
 *
 * STS tells a role's session without the path of the role. IAM is asked for the whole ARN; who may not ask is compared by
 * the role's name, which one role of an account has (IAM guide, "IAM and AWS STS quotas": names are unique).
 *
 * @throws Problem for the root user, a user and a role that the file does not accept, and for what AWS refuses
 */
export async function requireOperator(workspace: Workspace, { sts, region }: AccountClients): Promise<CallingOperator> {
  const { Account: account = '', Arn: arn = '' } = await asking(
    'asking AWS whose the credentials are',
    sts.send(new GetCallerIdentityCommand({})),
  );
  refuseWrongAccount(workspace, account);
  const place = { partition: regionNamed(region)?.partition ?? 'aws', region, account };
  const { aws } = onAws(workspace);
  const operators = operatorArns(aws, namesOf(workspace.name, place, aws.iam.rolePath));
  const name = /^arn:[^:]+:sts::\d+:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (name === undefined) throw noRole(arn, workspace, operators);
  const role = await asking('asking AWS for the role of the credentials', roleArn(name, region));
  const isOperator = operators.some((operator) => (role === null ? nameOf(operator) === name : operator === role));
  if (isOperator) return { account, arn };
  throw notAccepted({ arn, role, name, ...place }, workspace, operators);
}

/** Null: the caller may not ask, or IAM has not heard of the role yet. */
async function roleArn(RoleName: string, region: string): Promise<string | null> {
  try {
    return (await look(new IAMClient({ region }).send(new GetRoleCommand({ RoleName }))))?.Role?.Arn ?? null;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('AccessDenied')) return null;
    throw error;
  }
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function noRole(arn: string, workspace: Workspace, operators: readonly string[]): Problem {
  return refusal(`${arn}, which is no role`, workspace, operators, `Take on ${operators[0]}, then run it again.`);
}

interface Session {
  readonly arn: string;
  readonly role: string | null;
  readonly name: string;
  readonly partition: string;
  readonly account: string;
}

function notAccepted(
  { arn, role, name, partition, account }: Session,
  workspace: Workspace,
  operators: readonly string[],
) {
  const guessed = `arn:${partition}:iam::${account}:role/${name}`;
  const all = [...(workspace.aws?.operators ?? operators.slice(0, 1)), role ?? guessed];
  const line = `aws: { operators: [${all.map((each) => `"${each}"`).join(', ')}] }`;
  const path =
    role === null
      ? ` Put the path of ${name} into its ARN if it has one: aws iam get-role --role-name ${name} --query Role.Arn says it.`
      : '';
  const who = role === null ? arn : `${arn}, of the role ${role}`;
  return refusal(who, workspace, operators, `Take on one of them, or write into the file: ${line}${path}`);
}

function refusal(who: string, { name }: Workspace, operators: readonly string[], fix: string): Problem {
  return new Problem({
    code: 'NotAnOperator',
    message: `The caller is ${who}. From outside its network ${name} is deployed and destroyed by its operators alone, whom its buckets let list and delete: ${operators.join(', ')}.`,
    fix,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

async function asking<Answer>(doing: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw awsProblem(error, doing, 'Nothing was changed.');
  }
}
