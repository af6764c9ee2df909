import { createHash } from 'node:crypto';

const longestKept = 32;

/**
 * A name that every AWS service accepts, from the name of a person in the file.
 *
 * A name that is legal already stays as it is. Any other one gets a few digits of its own digest, so that
 * it never depends on who else is in the file: `ana.b@example.com` becomes `ana-b-example-com-93a29e`.
 */
export function profileName(person: string): string {
  if (/^[a-z0-9](-?[a-z0-9])*$/.test(person) && person.length <= longestKept) return person;
  const digest = createHash('sha256').update(person).digest('hex').slice(0, 6);
  const readable = person
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestKept - digest.length - 1)
    .replace(/^-+|-+$/g, '');
  return `${readable}-${digest}`;
}
