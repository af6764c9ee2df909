import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Action, actions } from './action.ts';
import { applies } from './decide.ts';
import { type Resource, resourcesOf } from './resource.ts';

/** One question of the access model. */
export interface Triple {
  readonly person: Person;
  readonly action: Action;
  readonly resource: Resource;
}

/** Every question that a workspace raises: each person, each action, each thing it can be done to, foreign ones too. */
export function triplesOf(workspace: Workspace): readonly Triple[] {
  const resources = [...resourcesOf(workspace)];
  return workspace.people.flatMap((person) =>
    actions.flatMap((action) =>
      resources.filter((resource) => applies(action, resource)).map((resource) => ({ person, action, resource })),
    ),
  );
}
