import type { DatabaseSync } from 'node:sqlite';
import type { SpaceName } from './space-name.ts';

/** Which spaces are to be up, remembered from one start of a workspace to the next. */
export interface OpenSpacesTable {
  add(space: SpaceName): void;
  remove(space: SpaceName): void;
  all(): readonly SpaceName[];
}

/** Keep them in the workspace's state. */
export function openSpacesIn(database: DatabaseSync): OpenSpacesTable {
  return {
    add: ({ person, project }) => {
      database.prepare('insert or ignore into openSpaces (person, project) values (?, ?)').run(person, project);
    },
    remove: ({ person, project }) => {
      database.prepare('delete from openSpaces where person = ? and project = ?').run(person, project);
    },
    all: () =>
      database
        .prepare('select person, project from openSpaces order by person, project')
        .all()
        .map(({ person, project }) => ({ person: String(person), project: String(project) })),
  };
}
