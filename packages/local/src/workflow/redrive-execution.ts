import { Problem } from '@atelier/problem';
import { type Clock, systemClock } from '../clock.ts';
import { addEvent, eventsOf } from './events.ts';
import { findExecution, reopenExecution } from './execution.ts';
import { type Journal, write } from './journal.ts';
import { attemptNumber, positions } from './position.ts';

/**
 * Take back the failure that ended an execution: its next run goes on with the states that failed, their retries unused.
 *
 * As on Step Functions, what had succeeded is not done again, in the other branches of a Parallel or Map either.
 * Throws a Problem when the execution has not failed.
 */
export function redriveExecution(journal: Journal, id: string, clock: Clock = systemClock): void {
  if (findExecution(journal, id).ending?.status !== 'failed') throw notFailed(id);
  const past = eventsOf(journal, id);
  const reached = positions(past);
  const failed = [...reached.values()].filter((position) => position.failed && position.failed.retry === undefined);
  write(journal, () => {
    reopenExecution(journal, id);
    for (const [index, position] of failed.entries()) {
      const { path } = position;
      const hasBranches = [...reached.keys()].some((prefix) => prefix.startsWith(`${path}/`));
      const attempt = hasBranches ? { attempt: attemptNumber(position) } : {};
      const place = { execution: id, seq: past.length + index + 1, atMs: clock.now(), path };
      addEvent(journal, { ...place, kind: 'redriven', ...attempt });
    }
  });
}

function notFailed(id: string): Problem {
  return new Problem({
    code: 'ExecutionNotFailed',
    message: `Execution ${id} has not failed, so there is no failure to take back.`,
    fix: 'Run it, which goes on with an unfinished execution or begins a new one.',
    whose: 'yours',
  });
}
