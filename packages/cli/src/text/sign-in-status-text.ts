import type { SignInStatus } from '@atelier/aws-account';
import { oneLine } from '@atelier/problem';
import { table } from './table.ts';

/** Who cannot open Studio and why, and whom Identity Center lets in besides, for people. */
export function signInStatusText({ people, others, letsInAll }: SignInStatus): string {
  const out = people.filter(({ getsIn }) => getsIn !== 'yes');
  const rows = out.map(({ person, signInName, getsIn, why }) => [
    person,
    signInName,
    getsIn === 'no' ? 'cannot open Studio' : 'not known',
    oneLine(why ?? ''),
  ]);
  const unnamed = others.map(({ kind, id }) =>
    oneLine(`not in the file, but assigned in Identity Center: ${kind} ${id}`),
  );
  return [
    people.length === 0 ? '' : `${people.length - out.length} of ${people.length} people can open Studio.\n`,
    rows.length === 0 ? '' : table([['PERSON', 'SIGNS IN AS', '', 'WHY'], ...rows]),
    letsInAll ? 'Identity Center lets in everybody of its directory: the application needs no assignment.\n' : '',
    ...unnamed.map((line) => `${line}\n`),
  ].join('');
}
