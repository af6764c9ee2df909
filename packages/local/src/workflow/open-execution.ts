import { parseDocument } from '@atelier/core';
import { type Clock, systemClock } from './clock.ts';
import { addExecution, type Execution, type ExecutionSpec, findExecution } from './execution.ts';
import { type Journal, write } from './journal.ts';

/**
 * The execution of a flow to run now: the unfinished one when there is any, else a new one.
 *
 * An unfinished one keeps the document and input it was made with; compare them where that matters.
 * Throws a Problem when the document is refused.
 */
export function openExecution(journal: Journal, spec: ExecutionSpec, clock: Clock = systemClock): Execution {
  parseDocument(spec.document);
  const id = write(journal, () => unfinishedId(journal, spec) ?? addExecution(journal, spec, clock.now()));
  return findExecution(journal, id);
}

function unfinishedId({ database }: Journal, { project, flow }: ExecutionSpec): string | undefined {
  const query = "SELECT id FROM executions WHERE project = ? AND flow = ? AND status = 'running'";
  return database.prepare(query).get(project, flow)?.id as string | undefined;
}
