import { type Clock, systemClock } from '../clock.ts';
import { endExecution, findExecution } from './execution.ts';
import type { Journal } from './journal.ts';

/** End an execution for good; what it is doing is aborted. One that has ended keeps its ending. */
export function stopExecution(journal: Journal, id: string, cause: string, clock: Clock = systemClock): void {
  findExecution(journal, id);
  endExecution(journal, id, { status: 'aborted', error: 'Atelier.Stopped', cause }, clock.now());
  journal.changes.emit(id);
}
