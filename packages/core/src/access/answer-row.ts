import type { Person, Role } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';
import { rowOf } from './access-table.ts';
import type { Action } from './action.ts';
import { type Decision, decide } from './decide.ts';
import { type Resource, resourceText } from './resource.ts';

/** What a row of the access table says to a question. */
export interface AnsweredRow extends Decision {
  readonly action: Action;
  /** In words, such as `project sales`. */
  readonly resource: string;
  /** Roles that the table gives the right to. */
  readonly roles: readonly Role[];
}

export interface RowQuestion {
  readonly person: Person;
  readonly action: Action;
  readonly resource: Resource;
}

/** The decision of the access table, with its row. */
export function answerRow(workspace: Workspace, { person, action, resource }: RowQuestion): AnsweredRow {
  const decision = decide(workspace, person, action, resource);
  return { action, resource: resourceText(resource), ...decision, roles: rowOf(action).roles };
}
