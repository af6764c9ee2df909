import { type Action, actions } from '../access/action.ts';
import { applies, decide } from '../access/decide.ts';
import { ownThings } from '../access/own-things.ts';
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
    for (const resource of ownThings(workspace, person, memberships.get(person.name) ?? [])) {
      for (const action of actions) {
        if (applies(action, resource) && decide(workspace, person, action, resource).allowed)
          yield { person, action, resource, from: usualPlace(action) };
      }
    }
  }
}

/** Pages are opened in a browser, and so is what a page starts and stops; the rest is done by code in a space. */
const inBrowser: ReadonlySet<Action> = new Set(['space.open', 'space.start', 'space.stop', 'cost.see', 'budget.see']);

/** Where an action is done, unless somebody says otherwise. */
export function usualPlace(action: Action): JourneyPlace {
  return inBrowser.has(action) ? 'browser' : 'space';
}
