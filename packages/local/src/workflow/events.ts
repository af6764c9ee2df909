import { Problem } from '@atelier/problem';
import type { Event } from './event.ts';
import { type Journal, write } from './journal.ts';
import { closeTokens, openToken } from './task-token.ts';

/** The events of an execution in their order, all of them or those after one of them. */
export function eventsOf(journal: Journal, execution: string, afterSeq = 0): readonly Event[] {
  const query = 'SELECT * FROM events WHERE execution = ? AND seq > ? ORDER BY seq';
  return journal.database
    .prepare(query)
    .all(execution, afterSeq)
    .map(({ payload, ...event }) => ({ ...event, ...JSON.parse(String(payload)) }) as Event);
}

/**
 * Put an event at the end of its execution's; it is on the disk when this returns.
 *
 * Throws a Problem when the execution has ended meanwhile or is being run twice.
 */
export function appendEvent(journal: Journal, event: Event): void {
  write(journal, () => addEvent(journal, event));
}

/** The same, for use inside a write. */
export function addEvent(journal: Journal, event: Event): void {
  const { execution, seq, atMs, path, kind, ...payload } = event;
  const next = nextSeq(journal, execution);
  if (next !== seq) throw next === undefined ? executionEnded(execution) : runTwice(execution);
  const insert = 'INSERT INTO events (execution, seq, atMs, path, kind, payload) VALUES (?, ?, ?, ?, ?, ?)';
  journal.database.prepare(insert).run(execution, seq, atMs, path, kind, JSON.stringify(payload));
  keepTokens(journal, event);
}

/** The next number of an execution that is running; undefined for one that is not. */
function nextSeq({ database }: Journal, execution: string): number | undefined {
  // Asked for in this way, the last number is found and not searched for among all.
  const query = `SELECT 1 + coalesce((SELECT max(seq) FROM events WHERE execution = id), 0) AS next FROM executions
    WHERE id = ? AND status = 'running'`;
  return database.prepare(query).get(execution)?.next as number | undefined;
}

/** A token can be answered from the start of its attempt until the state is left or the attempt has failed. */
function keepTokens(journal: Journal, event: Event): void {
  if (event.kind === 'started' && event.token !== undefined) openToken(journal, { ...event, token: event.token });
  if (event.kind === 'failed' || event.kind === 'exited') closeTokens(journal, event);
}

export const endedCode = 'ExecutionEnded';

function executionEnded(execution: string): Problem {
  return new Problem({
    code: endedCode,
    message: `Execution ${execution} has ended and takes no more transitions.`,
    fix: 'Start it again, which makes a new execution.',
    whose: 'yours',
  });
}

function runTwice(execution: string): Problem {
  return new Problem({
    code: 'ExecutionRunTwice',
    message: `Execution ${execution} is being run by two supervisors at once.`,
    fix: 'Stop one of them.',
    whose: 'machine',
    state: 'This one has stopped; the other goes on.',
  });
}
