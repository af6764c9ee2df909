import { createHash, randomUUID } from 'node:crypto';
import { oneLine } from '@atelier/problem';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';

/** A lock as it lies in the account. */
export interface LockFound {
  /** Short name of this one lock, made of all that it says. */
  readonly id: string;
  /** ARN of whoever took it; null: what lies there is no lock of ours. */
  readonly owner: string | null;
  readonly doing: string | null;
  readonly sinceMs: number | null;
  /** How often the parameter has been written. */
  readonly version: number;
}

/** A lock that lies nowhere yet. */
export interface NewLock {
  readonly id: string;
  readonly value: string;
}

export function newLock(owner: string, doing: string): NewLock {
  const value = JSON.stringify({ owner, doing, since: new Date().toISOString(), nonce: randomUUID() });
  return { id: idOf(value), value };
}

/** Undefined: there is none. */
export async function readLock(client: SSMClient, Name: string): Promise<LockFound | undefined> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return lockFrom(Parameter?.Value ?? '', Parameter?.Version ?? 0);
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

/** Makes the parameter, which AWS does for one of several that ask at once; false: it is there already. */
export async function makeLock(client: SSMClient, Name: string, { value }: NewLock): Promise<boolean> {
  try {
    await client.send(new PutParameterCommand({ Name, Value: value, Type: 'String', Overwrite: false }));
    return true;
  } catch (error) {
    if (error instanceof ParameterAlreadyExists) return false;
    throw error;
  }
}

/**
 * Writes over a lock; false: somebody else has written since it was read. AWS counts the writes of a parameter, and
 * begins at one when it was gone.
 */
export async function overwriteLock(
  client: SSMClient,
  Name: string,
  { value }: NewLock,
  over: LockFound,
): Promise<boolean> {
  const { Version } = await client.send(
    new PutParameterCommand({ Name, Value: value, Type: 'String', Overwrite: true }),
  );
  return Version === over.version + 1 || Version === 1;
}

export async function removeLock(client: SSMClient, Name: string): Promise<void> {
  try {
    await client.send(new DeleteParameterCommand({ Name }));
  } catch (error) {
    // The answer to a first try may have been lost.
    if (!(error instanceof ParameterNotFound)) throw error;
  }
}

function lockFrom(value: string, version: number): LockFound {
  const { owner, doing, since } = fieldsOf(value);
  const sinceMs = typeof since === 'string' ? Date.parse(since) : Number.NaN;
  return {
    id: idOf(value),
    owner: typeof owner === 'string' ? oneLine(owner) : null,
    doing: typeof doing === 'string' ? oneLine(doing) : null,
    sinceMs: Number.isNaN(sinceMs) ? null : sinceMs,
    version,
  };
}

function fieldsOf(value: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(value));
  } catch {
    // Somebody has written something else there: it is in the way all the same.
    return {};
  }
}

function idOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 8);
}
