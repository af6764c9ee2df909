import type { LoadReport } from '@atelier/core';
import { eventsOf } from '../workflow/events.ts';
import type { Journal } from '../workflow/journal.ts';

/** What an execution has loaded; undefined while its load has not ended. */
export function loadOf(journal: Journal, execution: string): LoadReport | undefined {
  const loaded = eventsOf(journal, execution).findLast(({ kind, path }) => kind === 'exited' && path === 'Load');
  if (loaded?.kind !== 'exited') return undefined;
  const { load } = loaded.output as unknown as { readonly load: { readonly output: LoadReport } };
  const { inputs, rejectedFile } = load.output;
  return { inputs, rejectedFile };
}
