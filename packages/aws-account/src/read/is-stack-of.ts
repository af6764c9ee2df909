import { idExport, stackNames, workspaceTag } from '@atelier/aws';
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
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

/** Name of the metadata in which a template says from which stack, which is gone, its stack takes back everything. */
export const takenBackFrom = 'atelier:takenBackFrom';

/**
 * Whether a stack's template says that it is the workspace's: it imports something of the workspace's stacks, as that of
 * every stack but the first does, or takes back what such a one of the same name has kept. AWS keeps the templates of
 * stacks that were never made to their end, or are deleted, whose imports it forgets.
 */
export async function isTemplateOf(stackId: string, workspace: string, client: CloudFormationClient): Promise<boolean> {
  const asked = client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: 'Original' }));
  const { TemplateBody = '' } = (await look(asked)) ?? {};
  const begins = [stackNames.network(workspace), stackNames.foundation(workspace)].map((stack) => `${stack}:`);
  const imports = [...TemplateBody.matchAll(/"Fn::ImportValue"\s*:\s*"([^"]+)"/g)].map(([, name = '']) => name);
  if (imports.some((name) => name === idExport(workspace) || begins.some((begin) => name.startsWith(begin))))
    return true;
  const [, from = null] = /"atelier:takenBackFrom"\s*:\s*"([^"]+)"/.exec(TemplateBody) ?? [];
  return from !== null && from !== stackId && (await wasStackOf(from, stackId, { workspace, client }));
}

interface Asking {
  readonly workspace: string;
  readonly client: CloudFormationClient;
}

/** Whether AWS remembers a stack that is gone, of the same name as another, and as the workspace's. */
async function wasStackOf(id: string, successor: string, { workspace, client }: Asking): Promise<boolean> {
  const answer = await look(client.send(new DescribeStacksCommand({ StackName: id })));
  const [stack] = answer?.Stacks ?? [];
  const isGone = stack?.StackId === id && stack.StackStatus === 'DELETE_COMPLETE';
  if (!isGone || stack.StackName !== successor.split('/')[1] || !isStackOf(stack, workspace)) return false;
  return await isTemplateOf(id, workspace, client);
}
