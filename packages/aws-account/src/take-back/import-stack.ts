import { randomUUID } from 'node:crypto';
import { Problem } from '@atelier/problem';
import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import { type Waiting, waitUntil } from '../destroy/waiting.ts';
import { everyItem } from '../read/every-item.ts';
import { look } from '../read/look.ts';
import type { DeployedAs } from './deploying-clients.ts';
import type { StackTakeBack } from './take-back.ts';

export interface Importing {
  readonly takeBack: StackTakeBack;
  readonly as: Pick<DeployedAs, 'executionRole' | 'tags'>;
  readonly waiting: Waiting;
}

/**
 * Makes a stack of what one of its name has kept.
 *
 * @throws Problem when CloudFormation does not import it; nothing of it is in a stack then
 */
export async function importStack(importing: Importing, client: CloudFormationClient): Promise<void> {
  const { takeBack, waiting } = importing;
  const { stack: StackName } = takeBack;
  await removeRolledBack(StackName, client, waiting);
  const { Id: ChangeSetName = '', StackId = '' } = await client.send(new CreateChangeSetCommand(changeSet(importing)));
  const made = async () => {
    const { Status, StatusReason } = await client.send(new DescribeChangeSetCommand({ ChangeSetName, StackName }));
    if (Status === 'FAILED') throw notTakenBack(takeBack, StatusReason ?? '');
    return Status === 'CREATE_COMPLETE';
  };
  await waitUntil(made, { until: `the import of ${StackName} is planned`, atMostMinutes: 15 }, waiting);
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName, StackName, ClientRequestToken: randomUUID() }));
  const isOver = async () => {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: StackId }));
    const { StackStatus: status = '' } = stack ?? {};
    if (status === 'IMPORT_COMPLETE') return true;
    if (/_IN_PROGRESS$/.test(status)) return false;
    throw notTakenBack(takeBack, `${status}: ${await reasonsOf(StackId, client)}`);
  };
  await waitUntil(isOver, { until: `the stack ${StackName} has taken back what it had`, atMostMinutes: 60 }, waiting);
}

function changeSet({ takeBack: { stack, template, resources }, as }: Importing) {
  return {
    ...{ StackName: stack, ChangeSetName: `atelier-${randomUUID()}`, ChangeSetType: 'IMPORT' as const },
    TemplateBody: JSON.stringify(template),
    ...{ ResourcesToImport: resources.map((resource) => ({ ...resource })), ClientToken: randomUUID() },
    Tags: Object.entries(as.tags).map(([Key, Value]) => ({ Key, Value })),
    ...(as.executionRole === null ? {} : { RoleARN: as.executionRole }),
  };
}

/** One whose import was rolled back holds nothing, and is made anew. */
async function removeRolledBack(StackName: string, client: CloudFormationClient, waiting: Waiting): Promise<void> {
  const read = async () => {
    const { Stacks: [stack] = [] } = (await look(client.send(new DescribeStacksCommand({ StackName })))) ?? {};
    return stack;
  };
  const there = await read();
  if (!/^(IMPORT_)?ROLLBACK_/.test(there?.StackStatus ?? '')) return;
  await client.send(new DeleteStackCommand({ StackName: there?.StackId, ClientRequestToken: randomUUID() }));
  const isGone = async () => (await read())?.StackId !== there?.StackId;
  await waitUntil(isGone, { until: `the stack ${StackName} is gone, which holds nothing`, atMostMinutes: 30 }, waiting);
}

async function reasonsOf(StackName: string, client: CloudFormationClient): Promise<string> {
  const events = await everyItem(paginateDescribeStackEvents({ client }, { StackName }), (page) => page.StackEvents);
  const failed = events.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'));
  const reasons = failed.map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`);
  return [...new Set(reasons)].join('; ') || 'it gave no reason';
}

function notTakenBack({ stack, things }: StackTakeBack, why: string): Problem {
  const names = things.map(({ what, name }) => `${what} ${name}`).join(', ');
  return new Problem({
    code: 'NotTakenBack',
    message: `CloudFormation did not take back into ${stack} what was kept (${names}): ${why}`,
    fix: 'Mend what it names, then deploy again.',
    whose: 'yours',
  });
}
