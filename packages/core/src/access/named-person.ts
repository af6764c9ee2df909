import { Problem } from '@atelier/problem';
import { nearest } from '../config/explaining/nearest.ts';
import { enumerate, show } from '../config/explaining/show.ts';
import type { Person } from '../model/person.ts';
import type { Workspace } from '../model/workspace.ts';

/**
 * The person of a name in the file.
 *
 * @throws Problem NoSuchPerson, with the name that was probably meant
 */
export function namedPerson({ people }: Workspace, name: string): Person {
  const found = people.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = people.map((one) => one.name);
  const meant = nearest(name, names);
  const there = names.length === 0 ? 'it has no people yet' : `its people are ${enumerate(names)}`;
  throw new Problem({
    code: 'NoSuchPerson',
    message: `${show(name)} is not a person of the file; ${there}.`,
    fix:
      meant === undefined
        ? 'Name one of them, or see what somebody would have with "atelier as NAME --try ROLE".'
        : `Write ${meant}, or see what somebody new would have with "atelier as NAME --try ROLE".`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
