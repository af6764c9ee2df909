import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Action, actions } from './action.ts';
import { applies, type Decision, decide } from './decide.ts';
import { ownThings } from './own-things.ts';
import type { Resource } from './resource.ts';

/** One answer of the access table about a person. */
export interface Right extends Decision {
  readonly action: Action;
  readonly resource: Resource;
}

/** What a person may do and may not do with each of the own things, and with the space of somebody else. */
export function rightsOf(workspace: Workspace, person: Person): readonly Right[] {
  const projects = workspace.projects.filter(({ members }) => members.includes(person.name));
  return [...ownThings(workspace, person, projects)].flatMap((resource) =>
    actions
      .filter((action) => applies(action, resource))
      .map((action) => ({ action, resource, ...decide(workspace, person, action, resource) })),
  );
}
