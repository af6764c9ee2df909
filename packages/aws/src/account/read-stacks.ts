import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { stackNames } from '../layout/stack-names.ts';
import type { Account, StackFound, StackResourceFound } from './account.ts';
import { everyPage } from './every-page.ts';

/** Tag that every stack and resource of a workspace carries. */
export const workspaceTag = 'atelier:workspace';

/** The workspace's stacks that are there: by their tag, which others may carry for their costs, and by their names. */
export async function readStacks(
  workspace: string,
  client: CloudFormationClient,
): Promise<Pick<Account, 'stacks' | 'namesakes'>> {
  const all = await everyPage(async (NextToken) => {
    const { Stacks, NextToken: next } = await client.send(new DescribeStacksCommand({ NextToken }));
    return { items: Stacks, next };
  });
  const there = all.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  const ours = there.filter((stack) => isOf(stack, workspace));
  // One in review holds nothing, and has its tags only from its first change set (assumed).
  const others = there.filter((stack) => !ours.includes(stack) && stack.StackStatus !== 'REVIEW_IN_PROGRESS');
  return {
    stacks: await Promise.all(ours.map((stack) => stackFound(stack, client))),
    namesakes: others.flatMap(({ StackName = '' }) => (StackName.startsWith(`${workspace}-`) ? StackName : [])),
  };
}

/** What stacks of the workspace let go of when they were deleted, or half deleted; AWS remembers 90 days. */
export async function readKept(
  workspace: string,
  client: CloudFormationClient,
): Promise<readonly StackResourceFound[]> {
  const summaries = await everyPage(async (NextToken) => {
    const { StackSummaries, NextToken: next } = await client.send(
      new ListStacksCommand({
        NextToken,
        StackStatusFilter: ['DELETE_COMPLETE', 'DELETE_FAILED', 'DELETE_IN_PROGRESS'],
      }),
    );
    return { items: StackSummaries, next };
  });
  // What the stacks of people let go of goes with its domain.
  const ids = summaries.flatMap(({ StackName = '', StackId = '' }) =>
    isNameOf(StackName, workspace) && !StackName.startsWith(stackNames.people(workspace, '')) ? StackId : [],
  );
  const kept = await Promise.all(ids.map((id) => keptBy(id, workspace, client)));
  return [...new Map(kept.flat().map((resource) => [`${resource.type} ${resource.id}`, resource])).values()];
}

async function keptBy(id: string, workspace: string, client: CloudFormationClient): Promise<StackResourceFound[]> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: id }));
  if (!Stacks.some((stack) => isOf(stack, workspace))) return [];
  const events = await everyPage(async (NextToken) => {
    const { StackEvents, NextToken: next } = await client.send(
      new DescribeStackEventsCommand({ StackName: id, NextToken }),
    );
    return { items: StackEvents, next };
  });
  return events
    .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED')
    .map(({ ResourceType = '', PhysicalResourceId = '' }) => ({ type: ResourceType, id: PhysicalResourceId }));
}

function isOf({ StackName = '', Tags = [] }: Stack, workspace: string): boolean {
  return isNameOf(StackName, workspace) && Tags.some(({ Key, Value }) => Key === workspaceTag && Value === workspace);
}

function isNameOf(stack: string, workspace: string): boolean {
  const names = [stackNames.network(workspace), stackNames.foundation(workspace), stackNames.spaces(workspace)];
  const beginnings = [stackNames.project(workspace, ''), stackNames.people(workspace, '')];
  return names.includes(stack) || beginnings.some((begin) => stack.startsWith(begin) && stack !== begin);
}

async function stackFound(stack: Stack, client: CloudFormationClient): Promise<StackFound> {
  const { StackName: name = '', StackId: id = '', StackStatus: status = '', Outputs = [] } = stack;
  const exported = Outputs.flatMap(({ ExportName }) => ExportName ?? []);
  const [resources, importers] = await Promise.all([
    readResources(id, client),
    Promise.all(exported.map((one) => importersOf(one, client))),
  ]);
  return {
    ...{ name, id, status, resources },
    reason: stack.StackStatusReason ?? null,
    isProtected: stack.EnableTerminationProtection === true,
    importedBy: [...new Set(importers.flat())],
  };
}

async function readResources(StackName: string, client: CloudFormationClient): Promise<StackResourceFound[]> {
  const summaries = await everyPage(async (NextToken) => {
    const { StackResourceSummaries, NextToken: next } = await client.send(
      new ListStackResourcesCommand({ StackName, NextToken }),
    );
    return { items: StackResourceSummaries, next };
  });
  return summaries.flatMap(({ ResourceType: type = '', PhysicalResourceId: id, ResourceStatus: status = '' }) =>
    id === undefined || id === '' || status === 'DELETE_COMPLETE' ? [] : [{ type, id }],
  );
}

/** CloudFormation words it as a mistake when nobody imports an export. */
async function importersOf(ExportName: string, client: CloudFormationClient): Promise<string[]> {
  try {
    return await everyPage(async (NextToken) => {
      const { Imports, NextToken: next } = await client.send(new ListImportsCommand({ ExportName, NextToken }));
      return { items: Imports, next };
    });
  } catch (error) {
    if (error instanceof Error && /not imported by any stack/i.test(error.message)) return [];
    throw error;
  }
}
