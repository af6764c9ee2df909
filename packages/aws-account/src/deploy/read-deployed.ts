import { parseTemplate, type StackTemplate } from '@atelier/cloudformation';
import { type CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { type Account, holdsNothing } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';

/** The templates of the workspace's stacks, as they were deployed. */
export async function readDeployed(
  { account, region, stacks }: Account,
  { cloudFormation }: AccountClients,
): Promise<readonly StackTemplate[]> {
  const there = stacks.filter((stack) => !holdsNothing(stack));
  return await Promise.all(
    there.map(async ({ name }) => ({ stack: name, region, account, template: await templateOf(name, cloudFormation) })),
  );
}

async function templateOf(StackName: string, client: CloudFormationClient): Promise<StackTemplate['template']> {
  const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  return parseTemplate(Buffer.from(TemplateBody), StackName);
}
