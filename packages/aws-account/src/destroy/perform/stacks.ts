import { Problem } from '@atelier/problem';
import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { look } from '../../read/look.ts';
import { waitUntil } from '../waiting.ts';
import type { Perform } from './perform.ts';

/** Stacks of one round go side by side; they are asked for by id, as a name may come again. */
export const deleteStacks: Perform<'stacks'> = async ({ stacks }, { cloudFormation }, waiting) => {
  const before = await Promise.all(stacks.map(({ id }) => readStack(id, cloudFormation)));
  const there = before.filter((stack) => stack !== undefined);
  for (const { StackId, StackStatus } of there) {
    if (StackStatus !== 'DELETE_IN_PROGRESS') await cloudFormation.send(new DeleteStackCommand({ StackName: StackId }));
  }
  for (const { StackId = '', StackName = '' } of there) {
    const isGone = async () => {
      const stack = await readStack(StackId, cloudFormation);
      if (stack !== undefined && stack.StackStatus !== 'DELETE_IN_PROGRESS')
        throw notDeleted(stack, await whyNot(StackId, cloudFormation));
      return stack === undefined;
    };
    await waitUntil(isGone, { until: `the stack ${StackName} is gone`, atMostMinutes: 90 }, waiting);
  }
  return there.length > 0;
};

async function readStack(StackName: string, client: CloudFormationClient): Promise<Stack | undefined> {
  const answer = await look(client.send(new DescribeStacksCommand({ StackName })));
  return answer?.Stacks?.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
}

/** Reasons that CloudFormation and the services behind it gave in the latest try, each once. */
async function whyNot(StackName: string, client: CloudFormationClient): Promise<string> {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    events.push(...StackEvents);
    if (StackEvents.some(isBegin)) break;
  }
  const begin = events.findIndex(isBegin);
  const [latest, ...before] = events.slice(0, Math.max(begin, 1));
  const failed = before.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  const reasons =
    failed.length > 0
      ? failed.map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`)
      : [latest?.ResourceStatusReason];
  return [...new Set(reasons)].join('; ') || 'it gave no reason';
}

/** Events come newest first; this one is the oldest of a try. */
function isBegin({ ResourceStatusReason }: StackEvent): boolean {
  return ResourceStatusReason === 'User Initiated';
}

function notDeleted({ StackName, StackStatus }: Stack, reasons: string): Problem {
  return new Problem({
    code: 'StackNotDeleted',
    message: `CloudFormation could not delete the stack ${StackName}, which is in ${StackStatus} now: ${reasons}`,
    fix: 'Remove what holds the resources that it names, then run atelier destroy again.',
    whose: 'machine',
  });
}
