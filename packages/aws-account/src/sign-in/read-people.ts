import type { Workspace } from '@atelier/core';
import type { AccountClients } from '../read/account-clients.ts';
import { readAssigned } from './application-assignments.ts';
import type { PersonFound } from './assignment-plan.ts';
import { isInGroups, readUserId } from './directory.ts';
import { type IdentityCenter, readIdentityCenter } from './read-identity-center.ts';

/** How an application of Identity Center lets people in. */
export interface PeopleFound {
  readonly people: readonly PersonFound[];
  /** Ids of all whom it lets in, also of those that are not in the file. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** The people of a file, looked up one after another; undefined: the account does not see their directory. */
export async function readPeople(
  { people, signIn }: Pick<Workspace, 'people' | 'signIn'>,
  application: string,
  { identityCenter, directory }: Pick<AccountClients, 'identityCenter' | 'directory'>,
): Promise<PeopleFound | undefined> {
  const center = await readIdentityCenter({ application, named: signIn.identityCenter }, identityCenter);
  if (center === undefined) return undefined;
  const { users, groups } = await readAssigned(application, identityCenter);
  const found: PersonFound[] = [];
  for (const { name: person, signInName } of people) {
    const user = (await readUserId(center.store, signInName, directory)) ?? null;
    const assigned = await howAssigned({ user, users, groups }, center, directory);
    found.push({ person, signInName, user, assigned });
  }
  return { people: found, users, groups };
}

async function howAssigned(
  { user, users, groups }: Omit<PeopleFound, 'people'> & { readonly user: string | null },
  { store }: IdentityCenter,
  directory: AccountClients['directory'],
): Promise<PersonFound['assigned']> {
  if (user === null) return 'not';
  if (users.includes(user)) return 'directly';
  return (await isInGroups(store, { user, groups }, directory)) ? 'by group' : 'not';
}
