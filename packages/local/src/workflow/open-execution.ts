import { parseDocument } from '@atelier/core';
import { type Clock, systemClock } from '../clock.ts';
import { addExecution, type Execution, type ExecutionSpec, findExecution, type RunKey } from './execution.ts';
import { type Journal, write } from './journal.ts';

/**
 * The execution of a kind and subject to run now: the unfinished one when there is any, else a new one.
 *
 * An unfinished one keeps the document and input it was made with; compare them where that matters.
 * Throws a Problem when the document is refused.
 */
export function openExecution(journal: Journal, spec: ExecutionSpec, clock: Clock = systemClock): Execution {
  parseDocument(spec.document);
  const id = write(journal, () => unfinishedId(journal, spec) ?? addExecution(journal, spec, clock.now()));
  return findExecution(journal, id);
}

function unfinishedId({ database }: Journal, { kind, subject }: RunKey): string | undefined {
  const query = "SELECT id FROM executions WHERE kind = ? AND subject = ? AND status = 'running'";
  return database.prepare(query).get(kind, subject)?.id as string | undefined;
}
