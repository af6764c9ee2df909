import type { Json } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type Clock, systemClock } from '../clock.ts';
import { type Journal, write } from './journal.ts';

/** Answer of a person or program to a task that waits for it. */
export type Answer = { readonly output: Json } | { readonly error: string; readonly cause: string };

/** A task that waits for an answer. */
export interface TaskToken {
  readonly token: string;
  readonly execution: string;
  readonly path: string;
  /** When it was last heard of: its start or its latest heartbeat. */
  readonly heartbeatAtMs: number;
  readonly answer: Answer | undefined;
  /** Who answered, in a word for the journal, and when; undefined while nobody has. */
  readonly answeredBy: string | undefined;
  readonly answeredAtMs: number | undefined;
}

interface TaskPosition {
  readonly execution: string;
  readonly path: string;
}

/** Who answers, as the journal keeps it. */
export interface AnswerSignature {
  readonly by: string;
  readonly clock?: Clock;
}

const closed = 'closed';
const waits = "answer IS NULL AND execution IN (SELECT id FROM executions WHERE status = 'running')";

/**
 * Keep an answer to a waiting task, and who gave it; the first counts, and it is on the disk when this returns.
 *
 * Who may answer has been found out before. Throws a Problem when the task no longer waits.
 */
export function keepAnswer(journal: Journal, token: string, answer: Answer, signature: AnswerSignature): void {
  const update = `UPDATE tokens SET answer = ?, answeredBy = ?, answeredAtMs = ? WHERE token = ? AND ${waits}`;
  const { by, clock = systemClock } = signature;
  changeWaiting(journal, token, update, [JSON.stringify(answer), by, clock.now(), token]);
}

/** Say that a waiting task is still being worked on. Throws a Problem when it no longer waits. */
export function sendTaskHeartbeat(journal: Journal, token: string, clock: Clock = systemClock): void {
  const update = `UPDATE tokens SET heartbeatAtMs = ? WHERE token = ? AND ${waits}`;
  changeWaiting(journal, token, update, [clock.now(), token]);
}

/** The tasks that wait for an answer, by execution. */
export function waitingTasks(journal: Journal, execution: string): readonly TaskToken[] {
  const query = 'SELECT * FROM tokens WHERE execution = ? AND answer IS NULL';
  return journal.database.prepare(query).all(execution).map(read);
}

/** The tasks of an execution that somebody has answered, in the order of the answers. */
export function answeredTasks(journal: Journal, execution: string): readonly TaskToken[] {
  const query = 'SELECT * FROM tokens WHERE execution = ? AND answeredBy IS NOT NULL ORDER BY answeredAtMs, token';
  return journal.database.prepare(query).all(execution).map(read);
}

/** A token and its answer, when there is one yet. */
export function findToken(journal: Journal, token: string): TaskToken {
  const row = journal.database.prepare('SELECT * FROM tokens WHERE token = ?').get(token);
  if (row === undefined) throw notWaiting('no task was given it');
  return read(row);
}

/** For use inside a write. */
export function openToken({ database }: Journal, task: TaskPosition & { token: string; atMs: number }): void {
  const insert = 'INSERT INTO tokens (token, execution, path, heartbeatAtMs) VALUES (?, ?, ?, ?)';
  database.prepare(insert).run(task.token, task.execution, task.path, task.atMs);
}

/** Close what still waits at a place and in the branches below it. For use inside a write. */
export function closeTokens({ database }: Journal, { execution, path }: TaskPosition): void {
  const update = `UPDATE tokens SET answer = '${closed}'
    WHERE execution = ? AND answer IS NULL AND substr(path || '/', 1, length(?)) = ?`;
  database.prepare(update).run(execution, `${path}/`, `${path}/`);
}

function changeWaiting(journal: Journal, token: string, update: string, values: readonly (string | number)[]): void {
  const { changes } = write(journal, () => journal.database.prepare(update).run(...values));
  if (changes === 0) throw notWaiting(whyNot(journal, token));
  journal.changes.emit(token);
}

function whyNot(journal: Journal, token: string): string {
  const { answeredBy, answer } = findToken(journal, token);
  if (answeredBy !== undefined || answer !== undefined) return 'it was answered before';
  return 'its time was over, or its run has ended';
}

function read(row: Record<string, unknown>): TaskToken {
  const { answer, answeredBy, answeredAtMs, ...token } = row as unknown as Omit<TaskToken, 'answer'> & {
    answer: string | null;
  };
  return {
    ...token,
    answer: answer === null || answer === closed ? undefined : JSON.parse(answer),
    answeredBy: answeredBy ?? undefined,
    answeredAtMs: answeredAtMs ?? undefined,
  };
}

/** Without the token: whoever has it knows it, and a log need not. */
function notWaiting(why: string): Problem {
  return new Problem({
    code: 'TaskNotWaiting',
    message: `No task waits for this token: ${why}.`,
    fix: 'Look up the tasks that wait now.',
    whose: 'yours',
    state: 'The answer was not taken.',
  });
}
