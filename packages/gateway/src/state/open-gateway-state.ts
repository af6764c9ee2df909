import type { DatabaseSync } from 'node:sqlite';
import { type Migration, openState } from '@atelier/local/state';
import { signInTables } from '../sign-in/sign-in-tables.ts';
import { tokenTables } from '../tokens/token-tables.ts';

/**
 * Every step from the first database to today's, in their order; the place in the list, from 1, is the version.
 *
 * One that was ever released is never changed: files that have been through it do not go through it again.
 */
const migrations: readonly Migration[] = [firstTables];

/** Open the database of sign-ins, sessions and tokens; ":memory:" keeps it for as long as it is open. Throws as `openState`. */
export function openGatewayState(file: string): DatabaseSync {
  return openState(file, migrations);
}

/** Digests alone of whatever lets somebody in: whoever reads the file gets in nowhere by it. */
function firstTables(database: DatabaseSync): void {
  database.exec(signInTables);
  database.exec(tokenTables);
}
