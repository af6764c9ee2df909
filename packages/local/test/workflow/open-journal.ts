import { openState } from '../../src/state/open-state.ts';
import { type Journal, journalIn } from '../../src/workflow/journal.ts';

/** A journal in a file of its own; ":memory:" keeps it for as long as it is open. */
export function openJournal(file: string): Journal & Disposable {
  const journal = journalIn(openState(file));
  return { ...journal, [Symbol.dispose]: () => journal.database.close() };
}
