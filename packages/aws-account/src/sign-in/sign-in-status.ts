import { namesOf, onAws } from '@atelier/aws';
import { regionNamed } from '@atelier/aws-regions';
import type { Person, Workspace } from '@atelier/core';
import type { Account, DomainFound } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { needsAssignment } from './application-assignments.ts';
import { type PeopleFound, readPeople } from './read-people.ts';

/** Who can open Studio now, of the people of a file and besides. */
export interface SignInStatus {
  readonly people: readonly PersonStatus[];
  /** Users and groups whom Identity Center lets in by an assignment, and who are not people of the file. */
  readonly others: readonly OtherAssigned[];
  /** Whether Identity Center lets in everybody of its directory; null: not known, or people sign in otherwise. */
  readonly letsInAll: boolean | null;
}

export interface PersonStatus {
  readonly person: string;
  readonly signInName: string;
  readonly getsIn: 'yes' | 'no' | 'unknown';
  /** Null: the person gets in. */
  readonly why: string | null;
}

export interface OtherAssigned {
  readonly kind: 'user' | 'group';
  /** In the directory. */
  readonly id: string;
}

type Clients = Pick<AccountClients, 'identityCenter' | 'directory'>;

/** Who gets in, and why somebody of the file does not; what AWS refuses to tell is not known. */
export async function signInStatus(workspace: Workspace, account: Account, clients: Clients): Promise<SignInStatus> {
  const [domain] = account.domains.filter(({ isOurs }) => isOurs);
  if (domain === undefined) return withoutOthers(workspace, () => 'the Studio domain is not there');
  if (workspace.signIn.method === 'iam')
    return withoutOthers(workspace, (person) => whyNotByRole(workspace, person, account, domain));
  const { application } = domain;
  if (application === null)
    return withoutOthers(workspace, () => 'the Studio domain has no application in Identity Center');
  try {
    const found = await readPeople(workspace, application, clients);
    if (found === undefined) return unknown(workspace, 'the account does not see the instance of Identity Center');
    return bySingleSignOn(workspace, domain, found, !(await needsAssignment(application, clients.identityCenter)));
  } catch (error) {
    const { message } = awsProblem(error, 'asking who is assigned in Identity Center', 'Nothing was changed.');
    return unknown(workspace, message);
  }
}

function withoutOthers({ people }: Workspace, whyNot: (person: Person) => string | null): SignInStatus {
  return { people: people.map((person) => statusOf(person, whyNot(person))), others: [], letsInAll: null };
}

function unknown({ people }: Workspace, why: string): SignInStatus {
  const all = people.map(({ name, signInName }) => ({ person: name, signInName, getsIn: 'unknown' as const, why }));
  return { people: all, others: [], letsInAll: null };
}

function statusOf({ name, signInName }: Person, why: string | null): PersonStatus {
  return { person: name, signInName, getsIn: why === null ? 'yes' : 'no', why };
}

/** What the stacks hold is what is looked at: a role that somebody has deleted by hand is seen by `--drift`. */
function whyNotByRole(workspace: Workspace, { profile }: Person, account: Account, domain: DomainFound): string | null {
  if (workspace.signIn.provider === null) return 'signIn.provider does not say who says who somebody is';
  const { region, iam } = onAws(workspace).aws;
  const place = { partition: regionNamed(region)?.partition ?? 'aws', region, account: account.account };
  const role = namesOf(workspace.name, place, iam.rolePath).signInRole(profile);
  const held = account.stacks.flatMap(({ resources }) => resources);
  if (!held.some(({ type, id }) => type === 'AWS::IAM::Role' && id === role)) return `the role ${role} is not there`;
  return whyNoProfile(profile, domain);
}

function whyNoProfile(profile: string, { profiles }: DomainFound): string | null {
  const found = profiles.find(({ name }) => name === profile);
  if (found === undefined) return `the profile ${profile} is not there`;
  return found.status === 'InService' ? null : `the profile ${profile} is ${found.status}`;
}

function bySingleSignOn(
  { people }: Workspace,
  domain: DomainFound,
  found: PeopleFound,
  letsInAll: boolean,
): SignInStatus {
  const ours = new Set(found.people.flatMap(({ user }) => user ?? []));
  const whyNot = ({ name, profile, signInName }: Person) => {
    const as = found.people.find(({ person }) => person === name);
    if (as === undefined || as.user === null) return `Identity Center has no user "${signInName}"`;
    if (as.assigned === 'not' && !letsInAll) return 'is not assigned to the application in Identity Center';
    return whyNoProfile(profile, domain);
  };
  return {
    people: people.map((person) => statusOf(person, whyNot(person))),
    others: [
      ...found.users.filter((id) => !ours.has(id)).map((id) => ({ kind: 'user' as const, id })),
      ...found.groups.map((id) => ({ kind: 'group' as const, id })),
    ],
    letsInAll,
  };
}
