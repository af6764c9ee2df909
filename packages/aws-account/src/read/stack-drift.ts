import { isTaggedByCall } from '@atelier/aws';
import { Problem } from '@atelier/problem';
import {
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  paginateDescribeStackResourceDrifts,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { type Waiting, waitUntil } from '../destroy/waiting.ts';
import type { Account } from './account.ts';
import type { AccountClients } from './account-clients.ts';
import { awsProblem } from './aws-problem.ts';
import { everyItem } from './every-item.ts';

export interface DriftedResource {
  readonly stack: string;
  /** Logical id. */
  readonly resource: string;
  readonly type: string;
  /** Such as `MODIFIED` or `DELETED`. */
  readonly status: string;
}

/** Resources that are no longer as their stacks made them. CloudFormation takes about a minute for a stack. */
export async function stackDrift(
  { stacks }: Account,
  { cloudFormation }: AccountClients,
  waiting: Waiting,
): Promise<readonly DriftedResource[]> {
  const of = async (name: string) => {
    const { StackDriftDetectionId } = await cloudFormation.send(new DetectStackDriftCommand({ StackName: name }));
    const isDone = async () => {
      const command = new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId });
      const { DetectionStatus, DetectionStatusReason } = await cloudFormation.send(command);
      if (DetectionStatus === 'DETECTION_FAILED') throw notCompared(name, DetectionStatusReason);
      return DetectionStatus !== 'DETECTION_IN_PROGRESS';
    };
    await waitUntil(isDone, { until: `the stack ${name} has been compared`, atMostMinutes: 20 }, waiting);
    const drifts = await everyItem(
      paginateDescribeStackResourceDrifts(
        { client: cloudFormation },
        {
          StackName: name,
          StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
        },
      ),
      (answer) => answer.StackResourceDrifts,
    );
    return drifts.filter(isDrift).map((drift) => ({
      ...{ stack: name, resource: drift.LogicalResourceId ?? '', type: drift.ResourceType ?? '' },
      status: drift.StackResourceDriftStatus ?? '',
    }));
  };
  try {
    return (await Promise.all(stacks.map(({ name }) => of(name)))).flat();
  } catch (error) {
    throw awsProblem(error, 'comparing the stacks with what is there', 'Nothing was changed.');
  }
}

/** Whether somebody has changed it: tags that a deployment gives by a call are in no template. */
function isDrift({
  ResourceType = '',
  StackResourceDriftStatus,
  PropertyDifferences = [],
}: StackResourceDrift): boolean {
  if (!isTaggedByCall(ResourceType) || StackResourceDriftStatus !== 'MODIFIED') return true;
  return !PropertyDifferences.every(({ PropertyPath = '' }) => /^\/Tags(\/|$)/.test(PropertyPath));
}

/** A resource that could not be looked at may have been changed. */
function notCompared(stack: string, reason = 'it gave no reason'): Problem {
  return new Problem({
    code: 'DriftUnknown',
    message: `CloudFormation could not compare all that the stack ${stack} holds: ${reason}`,
    fix: 'Give whoever asks the rights of atelier rights --for status, then run it again.',
    whose: 'machine',
    state: 'Nothing was changed.',
  });
}
