import { assignedPath } from '@atelier/aws';
import { oneLine } from '@atelier/problem';
import {
  DeleteParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { everyItem } from '../read/every-item.ts';

/** One assignment that a deployment has made. An assignment itself says nothing of who made it, and carries no tags. */
export interface AssignedRecord {
  readonly user: string;
  /** Application that the user was assigned to. */
  readonly application: string;
  /** Name by which the user signed in then. */
  readonly signInName: string;
}

/** All that deployments of a workspace have assigned and not taken back. */
export async function readRecords(workspace: string, client: SSMClient): Promise<readonly AssignedRecord[]> {
  const pages = paginateGetParametersByPath({ client }, { Path: assignedPath(workspace) });
  const found = await everyItem(pages, ({ Parameters }) => Parameters);
  return found.flatMap(({ Name = '', Value = '' }) => recordFrom(Name.split('/').at(-1) ?? '', Value) ?? []);
}

/** Before the assignment is made: one that nobody knows of would never be taken back. */
export async function keepRecord(
  workspace: string,
  { user, application, signInName }: AssignedRecord,
  client: SSMClient,
): Promise<void> {
  const Value = JSON.stringify({ application, signInName });
  await client.send(new PutParameterCommand({ Name: nameOf(workspace, user), Value, Type: 'String', Overwrite: true }));
}

export async function forgetRecord(workspace: string, user: string, client: SSMClient): Promise<void> {
  try {
    await client.send(new DeleteParameterCommand({ Name: nameOf(workspace, user) }));
  } catch (error) {
    // The answer to a first try may have been lost.
    if (!(error instanceof ParameterNotFound)) throw error;
  }
}

function nameOf(workspace: string, user: string): string {
  return `${assignedPath(workspace)}/${user}`;
}

/** Undefined: what stands there is nothing that a deployment has written. */
function recordFrom(user: string, value: string): AssignedRecord | undefined {
  try {
    const { application, signInName } = Object(JSON.parse(value)) as Readonly<Record<string, unknown>>;
    if (typeof application !== 'string' || typeof signInName !== 'string') return undefined;
    return { user, application, signInName: oneLine(signInName) };
  } catch {
    return undefined;
  }
}
