import type { LoadReport } from '@atelier/core';
import type { Event } from '../workflow/event.ts';
import { eventsOf } from '../workflow/events.ts';
import type { Journal } from '../workflow/journal.ts';

/** Report of what an execution of a flow has loaded; undefined while its load has not ended. */
export function loadOf(journal: Journal, execution: string): LoadReport | undefined {
  return eventsOf(journal, execution).toReversed().map(loadIn).find(Boolean);
}

/** In what a state hands on: the result of the load, as the document has put it there. */
function loadIn(event: Event): LoadReport | undefined {
  if (event.kind !== 'exited') return undefined;
  const { load } = (event.output ?? {}) as { readonly load?: { readonly output?: LoadReport } };
  return load?.output && { inputs: load.output.inputs, rejectedFile: load.output.rejectedFile };
}
