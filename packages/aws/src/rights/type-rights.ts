import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@atelier/problem';
import { parse } from 'yaml';

/** Rights that CloudFormation needs for the resources of one type. */
export interface TypeRights {
  /** Where that is said, for types whose schema does not say it. */
  readonly source?: string;
  /** Name of a scope to the actions that are given on it. */
  readonly on: Readonly<Record<string, readonly string[]>>;
  /** Services that a role of the workspace is given to. */
  readonly pass?: readonly string[];
  /** Service that makes a role of its own in the account, the first time. */
  readonly 'service-role'?: string;
}

const shipped = join(import.meta.dirname, '../../rights/2026-08.yaml');

/** The rights for all types that stacks may hold, by type. */
export async function readTypeRights(): Promise<Readonly<Record<string, TypeRights>>> {
  return parse(await readFile(shipped, 'utf8')).types;
}

/** @throws Problem for a type that nothing is known of: its rights would be missing in silence */
export function rightsOf(type: string, known: Readonly<Record<string, TypeRights>>): TypeRights {
  const rights = known[type];
  if (rights !== undefined) return rights;
  throw new Problem({
    code: 'RightsUnknown',
    message: `The stacks hold a resource of the type ${type}, and it is not known what CloudFormation needs to make one.`,
    fix: 'Report it with the workspace file; until then bootstrap with a policy of your own.',
    whose: 'machine',
    state: 'No policy was made.',
  });
}
