import { rowOf } from '../access/access-table.ts';
import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import type { PersonPiece } from './piece.ts';

/** The pieces of each person, whatever the projects hold: a role with a profile, and a space where spaces are private. */
export function personPieces(workspace: Workspace): readonly PersonPiece[] {
  const projects = projectsByMember(workspace);
  return workspace.people.flatMap((person) => piecesOfPerson(person, projects.get(person.name) ?? [], workspace));
}

/** The sandboxes: one for each member who may keep anything, in each project. */
export function sandboxPieces({ people, projects }: Workspace): readonly PersonPiece[] {
  const { roles } = rowOf('sandbox.write');
  const keepers = people.filter(({ role }) => roles.includes(role));
  const byName = new Map(keepers.map((person) => [person.name, person]));
  return projects.flatMap(({ name: project, members }) =>
    members
      .flatMap((member) => byName.get(member) ?? [])
      .map((person): PersonPiece => {
        const because = `${person.name} is a member of ${project} and has stores there that nobody else sees.`;
        const needs = [`person:${person.name}`, `project-stores:${project}`];
        return { kind: 'sandbox', id: `sandbox:${project}/${person.name}`, because, needs, person, project };
      }),
  );
}

function piecesOfPerson(person: Person, projects: readonly string[], { studio }: Workspace): readonly PersonPiece[] {
  const id = `person:${person.name}`;
  const itself: PersonPiece = {
    kind: 'person',
    id,
    because: `people.${person.name} is a ${person.role}.`,
    needs: ['studio', `role:${person.role}`, ...projects.map((project) => `membership:${project}`)],
    person,
    projects,
  };
  const space: PersonPiece = {
    kind: 'space',
    id: `space:${person.name}`,
    because: `studio.spaces is private: ${person.name}'s notebooks run in it.`,
    needs: [id],
    person,
    instance: studio.instance,
  };
  return studio.spaces === 'private' ? [itself, space] : [itself];
}

function projectsByMember({ projects }: Workspace): ReadonlyMap<string, readonly string[]> {
  const memberships = projects.flatMap(({ name, members }) => members.map((member) => ({ name, member })));
  const byMember = Map.groupBy(memberships, ({ member }) => member);
  return new Map([...byMember].map(([member, its]) => [member, its.map(({ name }) => name)]));
}
