import { idExport, stackNames, workspaceTag } from '@atelier/aws';
import { type CloudFormationClient, GetTemplateCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { look } from './look.ts';

/** Whether a stack has a name and the tag of a workspace's, which others may carry for their costs. */
export function isStackOf({ StackName = '', Tags = [] }: Stack, workspace: string): boolean {
  const isTagged = Tags.some(({ Key, Value }) => Key === workspaceTag && Value === workspace);
  return isTagged && isStackName(StackName, workspace);
}

export function isStackName(stack: string, workspace: string): boolean {
  const names = [stackNames.network(workspace), stackNames.foundation(workspace), stackNames.spaces(workspace)];
  const beginnings = [stackNames.project(workspace, ''), stackNames.people(workspace, '')];
  return names.includes(stack) || beginnings.some((begin) => stack.startsWith(begin) && stack !== begin);
}

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
