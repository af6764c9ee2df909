import type { Person, Role } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import { type AccessRow, type AccessScope, rowOf } from './access-table.ts';
import type { Action } from './action.ts';
import { type Resource, resourceText } from './resource.ts';

export interface Decision {
  readonly allowed: boolean;
  /** For people: which line of the table, or which wall. */
  readonly because: string;
}

const scopeOfKind: Readonly<Record<Resource['kind'], AccessScope>> = {
  workspace: 'workspace',
  project: 'project',
  sandbox: 'sandbox',
  'private-space': 'space',
  'shared-space': 'space',
};

/** Whether an action is one that can be done to a resource of this kind at all. */
export function applies(action: Action, resource: Resource): boolean {
  return rowOf(action).scope === scopeOfKind[resource.kind];
}

/**
 * Whether a person of the workspace may do something; what no line of the access table allows is refused.
 *
 * An action that makes no sense for the resource, and a person, project or sandbox that the workspace does not have, are
 * refused as well.
 */
export function decide(workspace: Workspace, person: Person, action: Action, resource: Resource): Decision {
  const entry = rowOf(action);
  if (!applies(action, resource)) return refused(`${action} is nothing that can be done to ${resourceText(resource)}`);
  if (!workspace.people.some(({ name, role }) => name === person.name && role === person.role)) {
    return refused(`${person.name} is not a person of this workspace in the role ${person.role}`);
  }
  if (!entry.roles.includes(person.role)) return refused(refusal(entry));
  const missing = missingFor(workspace, person.role, entry);
  if (missing !== null) return refused(missing);
  const lacking = lackedBy(workspace, action, resource);
  if (lacking !== null) return refused(lacking);
  const wall = entry.everywhere.includes(person.role) ? null : wallBefore(workspace, person, resource);
  return wall === null ? { allowed: true, because: entry.because } : refused(wall);
}

/** Whether a role has a right anywhere at all, in this workspace. */
export function mayHold(workspace: Workspace, role: Role, entry: AccessRow): boolean {
  return missingFor(workspace, role, entry) === null && entry.roles.includes(role);
}

/** Why nobody in a role has a right that the table gives: the workspace does without the thing, or it cannot be divided. */
function missingFor(
  { packages, projects, source, studio, tracking }: Workspace,
  role: Role,
  { action }: AccessRow,
): string | null {
  if (action === 'package.install' && packages.upstream === 'none') return 'this workspace has no packages';
  if (action.startsWith('repository.') && source.kind === 'none') return 'this workspace has no repositories';
  if (action.startsWith('warehouse.') && projects.every(({ warehouse }) => warehouse === null))
    return 'this workspace has no warehouse';
  if (action.startsWith('flow.') && projects.every(({ flows }) => flows.length === 0))
    return 'this workspace has no flows';
  if (action === 'space.remote' && !studio.remoteAccess) return 'spaces are opened inside of the network alone';
  if (!action.startsWith('tracking.')) return null;
  if (tracking.kind === 'none') return 'this workspace has no tracking';
  if (tracking.kind === 'server' || rowOf('tracking.write').roles.includes(role)) return null;
  return 'a tracking app does not tell reading from writing, so only those who may write get in';
}

/** What a project does without that others have. */
function lackedBy({ projects, studio }: Workspace, action: Action, resource: Resource): string | null {
  if (resource.kind === 'shared-space' && studio.spaces !== 'shared') return `${resource.project} has no shared space`;
  if (!action.startsWith('warehouse.') || resource.kind !== 'project') return null;
  const project = projects.find(({ name }) => name === resource.project);
  return project?.warehouse === null ? `${resource.project} has no warehouse` : null;
}

function refusal(entry: AccessRow): string {
  return entry.roles.length === 0 ? entry.because : `that takes ${entry.roles.join(' or ')}: ${entry.because}`;
}

function wallBefore(workspace: Workspace, person: Person, resource: Resource): string | null {
  if (resource.kind === 'workspace') return null;
  if ('person' in resource && resource.person !== person.name) return `it belongs to ${resource.person} alone`;
  if (resource.kind === 'private-space') return null;
  const project = workspace.projects.find(({ name }) => name === resource.project);
  if (project?.members.includes(person.name)) return null;
  return `${person.name} is not a member of ${resource.project}`;
}

function refused(because: string): Decision {
  return { allowed: false, because };
}
