import { Problem } from '@atelier/problem';
import type { Change } from './change.ts';
import { changes } from './changes.ts';

/**
 * The changes that somebody chose: `all`, `none`, or ids with commas between them, in the order of the list.
 *
 * @throws Problem for an id that no change has
 */
export function chosenChanges(chosen: string): readonly Change[] {
  if (chosen === 'all') return changes;
  if (chosen === 'none') return [];
  const ids = chosen.split(',').map((id) => id.trim());
  const unknown = ids.filter((id) => !changes.some((change) => change.id === id));
  if (unknown.length === 0) return changes.filter(({ id }) => ids.includes(id));
  const known = changes.map(({ id }) => id).join(', ');
  throw new Problem({
    code: 'NoSuchChange',
    message: `--changes is "${chosen}", and no change is called "${unknown[0]}": there are ${known}.`,
    fix: 'Give all, none, or some of these with commas between them.',
    whose: 'yours',
    state: 'Nothing was rehearsed.',
  });
}
