import { createHash } from 'node:crypto';
import type { Origin } from './origin.ts';

/** The longest name of a person that stands in a label as it is: with a project's 32 it stays below the 63 of DNS. */
const longestPerson = 29;

/**
 * The first label of an origin's host name; null: the portal has none.
 *
 * `tracking-sales`, `shared-sales`, `july--sales`. No name of a project has two hyphens in a row, so that no two kinds meet. A person's name
 * that is no label, such as `july@example.com`, stands as what is left of it with a digest; so does one that looks as if it
 * ended in a digest, and one that would begin a label of letters beyond ASCII.
 */
export function originLabel(origin: Origin): string | null {
  switch (origin.kind) {
    case 'portal':
      return null;
    case 'tracking':
      return `tracking-${origin.project}`;
    case 'shared-space':
      return `shared-${origin.project}`;
    case 'space':
      return `${personLabel(origin.person)}--${origin.project}`;
  }
}

function personLabel(person: string): string {
  if (isPlain(person)) return person;
  const digest = createHash('sha256').update(person).digest('hex').slice(0, 10);
  const plain = person.replace(/[^a-z0-9]+/g, '-').slice(0, longestPerson - digest.length - 1);
  return `${plain}-${digest}`.replace(/-{2,}/g, '-');
}

function isPlain(person: string): boolean {
  return (
    /^(?!.*--)[a-z0-9-]+$/.test(person) &&
    person.length <= longestPerson &&
    !/-[0-9a-f]{10}$/.test(person) &&
    person !== 'xn'
  );
}
