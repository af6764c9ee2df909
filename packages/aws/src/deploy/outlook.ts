import { isDeepStrictEqual } from 'node:util';
import type { Workspace } from '@atelier/core';
import { type CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { awsProblem } from '../account/aws-problem.ts';
import { parseTemplate } from '../template/parse-template.ts';
import type { StackTemplate } from '../template/template.ts';
import { checkAccount } from './check-account.ts';

/** What a deployment would do to an account. */
export interface DeployOutlook {
  readonly account: string;
  readonly region: string;
  /** Whether the account has what the CDK deploys with; otherwise that is made first. */
  readonly isBootstrapped: boolean;
  readonly stacks: readonly StackOutlook[];
}

export interface StackOutlook {
  readonly stack: string;
  /** By its template; tags are not compared. */
  readonly change: 'new' | 'changes' | 'unchanged';
}

/**
 * Compare a synthesised workspace to what the account has of it.
 *
 * @throws Problem for everything in the account that speaks against a deployment
 */
export async function deployOutlook(workspace: Workspace, stacks: readonly StackTemplate[]): Promise<DeployOutlook> {
  const { account, clients, isBootstrapped } = await checkAccount(workspace);
  const there = account.stacks.filter(({ status }) => status !== 'REVIEW_IN_PROGRESS').map(({ name }) => name);
  const outlookOf = async ({ stack, template }: StackTemplate): Promise<StackOutlook> => {
    if (!there.includes(stack)) return { stack, change: 'new' };
    const isSame = isDeepStrictEqual(await templateOf(stack, clients.cloudFormation), template);
    return { stack, change: isSame ? 'unchanged' : 'changes' };
  };
  try {
    const { account: id, region } = account;
    return { account: id, region, isBootstrapped, stacks: await Promise.all(stacks.map(outlookOf)) };
  } catch (error) {
    throw awsProblem(error, 'reading the templates of the stacks that are there', 'Nothing was changed.');
  }
}

async function templateOf(StackName: string, client: CloudFormationClient) {
  const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  return parseTemplate(Buffer.from(TemplateBody), StackName);
}
