import { stackNames } from '@atelier/aws';
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { holdsNothing, type KeptResource, type StackFound } from './account.ts';
import { everyItem } from './every-item.ts';
import { importsOfWorkspace, isStackName, isStackOf } from './is-stack-of.ts';

export interface KeptOf {
  readonly workspace: string;
  /** Its stacks that are there. */
  readonly stacks: readonly StackFound[];
  /** When the first of them was made: what went before it is of an earlier workspace. Null: it is not there. */
  readonly since: Date | null;
}

export interface Kept {
  readonly resources: readonly KeptResource[];
  /** StackIds of the workspace's first stacks that are deleted. */
  readonly firstIds: readonly string[];
}

/**
 * Resources that stacks of the workspace let go of and hold no more: when these were deleted, or half deleted, and when a
 * deployment was to take them out of one that lives on. AWS remembers 90 days.
 */
export async function readKept(of: KeptOf, client: CloudFormationClient): Promise<Kept> {
  const { workspace, stacks, since } = of;
  const deleted = await deletedStacks(workspace, client);
  const found = deleted.filter(
    ({ DeletionTime }) => since === null || DeletionTime === undefined || DeletionTime >= since,
  );
  const ids = new Set([...stacks.map(({ id }) => id), ...found.map(({ StackId = '' }) => StackId)]);
  // What the stacks of people let go of goes with its domain.
  const asked = [...ids].filter((id) => !isOfPeople(id, workspace));
  const kept = await Promise.all(asked.map((id) => letGoBy(id, client)));
  const held = new Set(
    stacks.flatMap((stack) => (holdsNothing(stack) ? [] : stack.resources.map(({ type, id }) => `${type} ${id}`))),
  );
  const latest = new Map(
    kept
      .flat()
      .toSorted((one, other) => one.letGoMs - other.letGoMs)
      .map((resource) => [`${resource.type} ${resource.id}`, resource]),
  );
  return {
    resources: [...latest].flatMap(([key, resource]) => (held.has(key) ? [] : resource)),
    firstIds: found.flatMap(({ StackName, StackId = '' }) =>
      StackName === stackNames.network(workspace) ? StackId : [],
    ),
  };
}

function isOfPeople(stackId: string, workspace: string): boolean {
  return (stackId.split('/')[1] ?? '').startsWith(stackNames.people(workspace, ''));
}

async function deletedStacks(workspace: string, client: CloudFormationClient): Promise<readonly Stack[]> {
  const summaries = await everyItem(
    paginateListStacks(
      { client },
      {
        StackStatusFilter: ['DELETE_COMPLETE', 'DELETE_FAILED', 'DELETE_IN_PROGRESS'],
      },
    ),
    ({ StackSummaries }) => StackSummaries,
  );
  const ids = summaries.flatMap(({ StackName = '', StackId = '' }) =>
    isStackName(StackName, workspace) && !isOfPeople(StackId, workspace) ? StackId : [],
  );
  return (await Promise.all(ids.map((id) => ownStack(id, workspace, client)))).flat();
}

async function ownStack(id: string, workspace: string, client: CloudFormationClient): Promise<Stack[]> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: id }));
  const named = Stacks.filter((stack) => isStackOf(stack, workspace));
  const isFirst = (stack: Stack) => stack.StackName === stackNames.network(workspace);
  if (named.every(isFirst) || (await importsOfWorkspace(id, workspace, client))) return named;
  return [];
}

/** Resources that a stack let go of, but for those of a takeover that failed: these have never been the workspace's. */
async function letGoBy(id: string, client: CloudFormationClient): Promise<KeptResource[]> {
  const events = await everyItem(
    paginateDescribeStackEvents({ client }, { StackName: id }),
    ({ StackEvents }) => StackEvents,
  );
  const inOperation = ({ OperationId, PhysicalResourceId }: (typeof events)[number]) =>
    `${OperationId} ${PhysicalResourceId}`;
  const imported = new Set(
    events.filter(({ ResourceStatus }) => ResourceStatus?.startsWith('IMPORT_')).map(inOperation),
  );
  return events
    .filter((event) => event.ResourceStatus === 'DELETE_SKIPPED' && !imported.has(inOperation(event)))
    .map(({ ResourceType = '', PhysicalResourceId = '', LogicalResourceId = '', Timestamp }) => ({
      ...{ type: ResourceType, id: PhysicalResourceId, logicalId: LogicalResourceId },
      letGoMs: Timestamp?.getTime() ?? 0,
    }));
}
