import type { SpaceName } from '@atelier/local';
import { Problem } from '@atelier/problem';

/**
 * The space that a command line names: a person and a project, or with `--shared` a project alone.
 *
 * @throws Problem SpaceNotNamed
 */
export function spaceNamed(names: readonly string[], { shared }: { readonly shared?: boolean }): SpaceName {
  const [first = '', second = '', ...more] = names;
  if (more.length === 0 && second === '' && shared) return { person: null, project: first };
  if (more.length === 0 && second !== '' && !shared) return { person: first, project: second };
  throw new Problem({
    code: 'SpaceNotNamed',
    message: `"${names.join(' ').slice(0, 200)}${shared ? ' --shared' : ''}" names no space. Accepted are PERSON PROJECT for somebody's own, and PROJECT --shared for the one of all members.`,
    fix: 'Write one of the two forms.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
