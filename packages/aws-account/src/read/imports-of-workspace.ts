import { idExport, stackNames } from '@atelier/aws';
import { type CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { look } from './look.ts';

/**
 * Whether a stack's template imports something of the workspace's stacks, as every stack of it but the first does. AWS
 * keeps the templates of stacks that were never made to their end, or are deleted, whose imports it forgets.
 */
export async function importsOfWorkspace(
  stackId: string,
  workspace: string,
  client: CloudFormationClient,
): Promise<boolean> {
  const asked = client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: 'Original' }));
  const { TemplateBody = '' } = (await look(asked)) ?? {};
  const begins = [stackNames.network(workspace), stackNames.foundation(workspace)].map((stack) => `${stack}:`);
  const imports = [...TemplateBody.matchAll(/"Fn::ImportValue"\s*:\s*"([^"]+)"/g)].map(([, name = '']) => name);
  return imports.some((name) => name === idExport(workspace) || begins.some((begin) => name.startsWith(begin)));
}
