import { type Action, actions } from '../access/action.ts';
import { applies, decide } from '../access/decide.ts';
import type { Resource } from '../access/resource.ts';
import type { Person } from '../model/person.ts';
import type { Project } from '../model/project.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Journey, JourneyPlace } from './journey.ts';

/**
 * Everything that people must be able to do: each allowed row of the access table, on each thing of theirs.
 *
 * Things of others are left out, as is what a right holds for everywhere beyond one's own: one journey there stands for all.
 */
export function* journeysOf(workspace: Workspace): Generator<Journey> {
  const memberships = new Map<string, Project[]>(workspace.people.map(({ name }) => [name, []]));
  for (const project of workspace.projects)
    for (const member of project.members) memberships.get(member)?.push(project);
  for (const person of workspace.people) {
    for (const resource of thingsOf(workspace, person, memberships.get(person.name) ?? [])) {
      for (const action of actions) {
        if (applies(action, resource) && decide(workspace, person, action, resource).allowed)
          yield { person, action, resource, from: placeOf(action) };
      }
    }
  }
}

function* thingsOf(workspace: Workspace, { name: person }: Person, projects: readonly Project[]): Generator<Resource> {
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

/** Pages are opened in a browser, and so is what a page starts and stops; the rest is done by code in a space. */
const inBrowser: ReadonlySet<Action> = new Set(['space.open', 'space.start', 'space.stop', 'cost.see', 'budget.see']);

function placeOf(action: Action): JourneyPlace {
  return inBrowser.has(action) ? 'browser' : 'space';
}
