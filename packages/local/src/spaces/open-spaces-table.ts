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
  const run = (statement: string, { person, project }: SpaceName) =>
    void database.prepare(statement).run(...(person === null ? [project] : [project, person]));
  return {
    add: (space) =>
      run(
        space.person === null
          ? 'insert or ignore into openSharedSpaces (project) values (?)'
          : 'insert or ignore into openSpaces (project, person) values (?, ?)',
        space,
      ),
    remove: (space) =>
      run(
        space.person === null
          ? 'delete from openSharedSpaces where project = ?'
          : 'delete from openSpaces where project = ? and person = ?',
        space,
      ),
    all: () =>
      database
        .prepare(
          'select null as person, project from openSharedSpaces union all select person, project from openSpaces order by project, person',
        )
        .all()
        .map(({ person, project }) => ({
          person: person === null ? null : String(person),
          project: String(project),
        })),
  };
}
