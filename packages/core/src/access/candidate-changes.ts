import type { FileChange } from '../config/changing/file-change.ts';
import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import { rowOf } from './access-table.ts';
import type { Action } from './action.ts';
import type { Resource } from './resource.ts';

/**
 * Changes of the file that might let a person do something, fewest edits first; whether they do is for whoever tries them.
 *
 * None opens the network, and none makes somebody the owner of what is another's.
 */
export function candidateChanges(
  workspace: Workspace,
  person: Person,
  action: Action,
  resource: Resource,
): readonly (readonly FileChange[])[] {
  const { roles, everywhere } = rowOf(action);
  const settings = settingsFor(workspace, action, resource);
  const memberships = membershipFor(workspace, person, resource);
  const changed = roles
    .filter((role) => role !== person.role)
    .map((role): FileChange[] => [{ kind: 'set', path: ['people', person.name, 'role'], value: role }]);
  // What the table asks for in any case is in each of them.
  const inProject = memberships.length > 0 && everywhere.length === 0 ? memberships : [[], ...memberships];
  const inRole = roles.includes(person.role) ? [[], ...changed] : changed;
  const all = [[], ...settings].flatMap((setting) =>
    inProject.flatMap((membership) =>
      inRole.map((role) => [...setting, ...membership, ...role] as readonly FileChange[]),
    ),
  );
  return all.filter((changes) => changes.length > 0).toSorted((one, other) => one.length - other.length);
}

function membershipFor({ projects }: Workspace, { name }: Person, resource: Resource): readonly FileChange[][] {
  if (!('project' in resource) || 'person' in resource) return [];
  const project = projects.find((one) => one.name === resource.project);
  if (project === undefined || project.members.includes(name)) return [];
  return [[{ kind: 'append', path: ['projects', project.name, 'members'], value: name }]];
}

/** What the workspace does without, or has in a kind that cannot be divided. */
function settingsFor(workspace: Workspace, action: Action, resource: Resource): readonly FileChange[][] {
  const set = (path: FileChange['path'], value: string | boolean | Record<string, number>): FileChange[][] => [
    [{ kind: 'set', path, value }],
  ];
  if (action === 'package.install' && workspace.packages.upstream === 'none')
    return set(['packages', 'upstream'], 'pypi');
  if (action === 'space.remote' && !workspace.studio.remoteAccess) return set(['studio', 'remoteAccess'], true);
  if (action.startsWith('repository.') && workspace.source.kind === 'none')
    return set(['source', 'kind'], 'codecommit');
  if (action.startsWith('tracking.') && workspace.tracking.kind !== 'server')
    return set(['tracking', 'kind'], 'server');
  if (!action.startsWith('warehouse.') || resource.kind !== 'project') return [];
  const project = workspace.projects.find(({ name }) => name === resource.project);
  if (project === undefined || project.warehouse !== null) return [];
  return set(['projects', project.name, 'warehouse'], { baseCapacity: 8 });
}
