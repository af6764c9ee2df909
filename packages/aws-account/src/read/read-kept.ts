import { stackNames } from '@atelier/aws';
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStacks,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { holdsNothing, type KeptResource, type StackFound } from './account.ts';
import { everyItem } from './every-item.ts';
import { isStackName, isStackOf, isTemplateOf } from './is-stack-of.ts';

export interface KeptOf {
  readonly workspace: string;
  /** Its stacks that are there. */
  readonly stacks: readonly StackFound[];
  /**
   * When the first of them was made: what went before it is of an earlier workspace, unless it has taken back what that
   * kept. Null: it is not there.
   */
  readonly since: Date | null;
}

export interface Kept {
  readonly resources: readonly KeptResource[];
  /**
   * StackIds of the workspace's first stacks that are deleted: of those that the one that is there goes on from, or of all
   * that AWS remembers when none is there.
   */
  readonly firstIds: readonly string[];
}

/**
 * Resources that stacks of the workspace let go of and hold no more: when these were deleted, or half deleted, and when a
 * deployment was to take them out of one that lives on. AWS remembers 90 days.
 */
export async function readKept(of: KeptOf, client: CloudFormationClient): Promise<Kept> {
  const { workspace, stacks } = of;
  const deleted = await deletedStacks(workspace, client);
  const since = await sinceFirst(of, deleted, client);
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
      StackName === stackNames.network(workspace) && !stacks.some(({ id }) => id === StackId) ? StackId : [],
    ),
  };
}

/** When the first stack was made that the workspace goes on from: a first stack that takes back goes on from the one before. */
async function sinceFirst(
  { workspace, stacks, since }: KeptOf,
  deleted: readonly Stack[],
  client: CloudFormationClient,
): Promise<Date | null> {
  const first = stacks.find(({ name }) => name === stackNames.network(workspace));
  if (first === undefined || since === null) return since;
  const before = deleted
    .filter(({ StackName, StackId }) => StackName === first.name && StackId !== first.id)
    .toSorted((one, other) => (other.CreationTime?.getTime() ?? 0) - (one.CreationTime?.getTime() ?? 0));
  let last = { id: first.id, since };
  for (const { StackId: id = '', CreationTime } of before) {
    if (CreationTime === undefined || !(await hasTakenBack(last.id, client))) break;
    last = { id, since: CreationTime };
  }
  return last.since;
}

/** Whether a stack was not made, but begun by importing what was there. */
async function hasTakenBack(StackName: string, client: CloudFormationClient): Promise<boolean> {
  const events = await eventsOf(StackName, client);
  const statuses = events.flatMap((event) => (event.PhysicalResourceId === StackName ? event.ResourceStatus : []));
  return statuses.includes('IMPORT_COMPLETE') && !statuses.includes('CREATE_COMPLETE');
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
  if (named.every(isFirst) || (await isTemplateOf(id, workspace, client))) return named;
  return [];
}

/** Resources that a stack let go of, but for those of a takeover that failed: these have never been the workspace's. */
async function letGoBy(id: string, client: CloudFormationClient): Promise<KeptResource[]> {
  const events = await eventsOf(id, client);
  const inOperation = ({ OperationId, PhysicalResourceId }: (typeof events)[number]) =>
    `${OperationId} ${PhysicalResourceId}`;
  const imported = new Set(
    events.filter(({ ResourceStatus }) => ResourceStatus?.startsWith('IMPORT_')).map(inOperation),
  );
  return events
    .filter((event) => event.ResourceStatus === 'DELETE_SKIPPED' && !imported.has(inOperation(event)))
    .map(({ ResourceType = '', PhysicalResourceId = '', LogicalResourceId = '', Timestamp }) => ({
      ...{ type: ResourceType, id: PhysicalResourceId, logicalId: LogicalResourceId },
      ...{ stack: id, letGoMs: Timestamp?.getTime() ?? 0 },
    }));
}

async function eventsOf(StackName: string, client: CloudFormationClient): Promise<readonly StackEvent[]> {
  return await everyItem(paginateDescribeStackEvents({ client }, { StackName }), ({ StackEvents }) => StackEvents);
}
