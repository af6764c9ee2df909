import { stackNames, workspaceTag } from '@atelier/aws';
import type { Stack } from '@aws-sdk/client-cloudformation';

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
