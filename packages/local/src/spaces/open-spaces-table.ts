import type { DatabaseSync } from 'node:sqlite';
import type { SpaceName } from './space-name.ts';

/** Which spaces are to be up, remembered from one start of a workspace to the next. */
export interface OpenSpacesTable {
  add(space: SpaceName): void;
  remove(space: SpaceName): void;
  has(space: SpaceName): boolean;
  all(): readonly SpaceName[];
}

/** Keep them in the workspace's state. */
export function openSpacesIn(database: DatabaseSync): OpenSpacesTable {
  const run = ([ofMembers, ofPerson]: readonly [string, string], { person, project }: SpaceName) =>
    person === null ? database.prepare(ofMembers).all(project) : database.prepare(ofPerson).all(project, person);
  return {
    add: (space) => void run(additions, space),
    remove: (space) => void run(removals, space),
    has: (space) => run(looks, space).length > 0,
    all: () =>
      database
        .prepare(everything)
        .all()
        .map(({ person, project }) => ({
          person: person === null ? null : String(person),
          project: String(project),
        })),
  };
}

const additions = [
  'insert or ignore into openSharedSpaces (project) values (?)',
  'insert or ignore into openSpaces (project, person) values (?, ?)',
] as const;
const removals = [
  'delete from openSharedSpaces where project = ?',
  'delete from openSpaces where project = ? and person = ?',
] as const;
const looks = [
  'select 1 from openSharedSpaces where project = ?',
  'select 1 from openSpaces where project = ? and person = ?',
] as const;
const everything = `select null as person, project from openSharedSpaces
  union all select person, project from openSpaces order by project, person`;
