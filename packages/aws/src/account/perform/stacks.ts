import { Problem } from '@atelier/core';
import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { look } from '../look.ts';
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

/** What CloudFormation and the services behind it said in the latest try, each reason once. */
async function whyNot(StackName: string, client: CloudFormationClient): Promise<string> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const begin = StackEvents.findIndex(({ ResourceStatusReason }) => ResourceStatusReason === 'User Initiated');
  const [latest, ...before] = begin < 1 ? StackEvents.slice(0, 1) : StackEvents.slice(0, begin);
  const failed = before.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  const events = failed.length > 0 ? failed : [latest];
  const reasons = events.map((event) =>
    failed.length > 0 ? `${event?.LogicalResourceId}: ${event?.ResourceStatusReason}` : event?.ResourceStatusReason,
  );
  return [...new Set(reasons)].join('; ') || 'it gave no reason';
}

function notDeleted({ StackName, StackStatus }: Stack, reasons: string): Problem {
  return new Problem({
    code: 'StackNotDeleted',
    message: `CloudFormation could not delete the stack ${StackName}, which is in ${StackStatus} now: ${reasons}`,
    fix: 'Remove what holds the resources that it names, then run atelier destroy again.',
    whose: 'machine',
  });
}
