import type { Person } from '../model/person.ts';
import type { Project } from '../model/project.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Resource } from './resource.ts';

/** Things of a person, and of others one private space, which stands for those of all. */
export function* ownThings(
  workspace: Workspace,
  { name: person }: Person,
  projects: readonly Project[],
): Generator<Resource> {
  yield { kind: 'workspace' };
  yield { kind: 'private-space', person };
  const other = workspace.people.find(({ name }) => name !== person);
  if (other !== undefined) yield { kind: 'private-space', person: other.name };
  for (const { name: project } of projects) {
    yield { kind: 'project', project };
    yield { kind: 'sandbox', project, person };
    if (workspace.studio.spaces === 'shared') yield { kind: 'shared-space', project };
  }
}
