import { type Role, roles } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import { type AccessRow, type AccessScope, accessTable } from './access-table.ts';
import type { Action } from './action.ts';
import { mayHold } from './decide.ts';

/** How the questions of a workspace are answered, and by which lines. */
export interface AccessSummary {
  /** As many as `triplesOf` gives. */
  readonly triples: number;
  readonly allowed: number;
  readonly denied: number;
  readonly rows: readonly AccessSummaryRow[];
}

export interface AccessSummaryRow {
  readonly action: Action;
  readonly scope: AccessScope;
  /** Where each role has the right: within the scope, everywhere, or not at all. */
  readonly rights: Readonly<Record<Role, 'scope' | 'everywhere' | 'none'>>;
  readonly because: string;
}

/** The answers to all triples of a workspace, counted without asking them one by one. */
export function accessSummary(workspace: Workspace): AccessSummary {
  const census = censusOf(workspace);
  const triples = sum(accessTable.map(({ scope }) => workspace.people.length * census.resources[scope]));
  const allowed = sum(accessTable.flatMap((entry) => roles.map((role) => allowedOf(workspace, census, entry, role))));
  return {
    triples,
    allowed,
    denied: triples - allowed,
    rows: accessTable.map((entry) => summaryRow(workspace, entry)),
  };
}

interface Census {
  readonly resources: Readonly<Record<AccessScope, number>>;
  readonly people: ReadonlyMap<Role, number>;
  readonly memberships: ReadonlyMap<Role, number>;
}

function censusOf(workspace: Workspace): Census {
  const roleOf = new Map(workspace.people.map(({ name, role }) => [name, role]));
  const members = workspace.projects.flatMap((project) => project.members.map((name) => roleOf.get(name)));
  const shared = workspace.studio.spaces === 'shared' ? workspace.projects.length : 0;
  return {
    resources: {
      workspace: 1,
      project: workspace.projects.length,
      sandbox: members.length,
      space: workspace.people.length + shared,
    },
    people: countBy([...roleOf.values()]),
    memberships: countBy(members.filter((role) => role !== undefined)),
  };
}

function allowedOf(workspace: Workspace, census: Census, entry: AccessRow, role: Role): number {
  if (!mayHold(workspace, role, entry)) return 0;
  const people = census.people.get(role) ?? 0;
  if (entry.everywhere.includes(role)) return people * census.resources[entry.scope];
  const memberships = census.memberships.get(role) ?? 0;
  if (entry.scope === 'workspace') return people;
  if (entry.scope === 'space') return people + (workspace.studio.spaces === 'shared' ? memberships : 0);
  return memberships;
}

function summaryRow(workspace: Workspace, entry: AccessRow): AccessSummaryRow {
  const right = (role: Role) => {
    if (!mayHold(workspace, role, entry)) return 'none';
    return entry.everywhere.includes(role) ? 'everywhere' : 'scope';
  };
  const rights = {
    admin: right('admin'),
    'lead-data-scientist': right('lead-data-scientist'),
    'data-scientist': right('data-scientist'),
    'data-engineer': right('data-engineer'),
    viewer: right('viewer'),
  } as const;
  return { action: entry.action, scope: entry.scope, rights, because: entry.because };
}

function countBy(found: readonly Role[]): ReadonlyMap<Role, number> {
  const counts = new Map<Role, number>();
  for (const role of found) counts.set(role, (counts.get(role) ?? 0) + 1);
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
