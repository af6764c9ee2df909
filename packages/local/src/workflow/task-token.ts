import { asJson, type Json, Problem } from '@atelier/core';
import { type Clock, systemClock } from './clock.ts';
import { type Journal, write } from './journal.ts';

/** What a person or program says about a task that waits for it. */
export type Answer = { readonly output: Json } | { readonly error: string; readonly cause: string };

/** A task that waits for an answer. */
export interface TaskToken {
  readonly token: string;
  readonly execution: string;
  readonly path: string;
  /** When it was last heard of: its start or its latest heartbeat. */
  readonly heartbeatAtMs: number;
  readonly answer: Answer | undefined;
}

interface Place {
  readonly execution: string;
  readonly path: string;
}

const closed = 'closed';

/** Let a waiting task succeed with an output. Throws a Problem when it no longer waits. */
export function sendTaskSuccess(journal: Journal, token: string, output: unknown): void {
  answerTask(journal, token, { output: asJson(output) });
}

/** Let a waiting task fail with an error that its Retry and Catch can match. Throws a Problem when it no longer waits. */
export function sendTaskFailure(journal: Journal, token: string, failure: { error: string; cause: string }): void {
  answerTask(journal, token, { error: failure.error, cause: failure.cause });
}

/** Say that a waiting task is still being worked on. Throws a Problem when it no longer waits. */
export function sendTaskHeartbeat(journal: Journal, token: string, clock: Clock = systemClock): void {
  updateWaiting(journal, token, 'heartbeatAtMs', clock.now());
}

/** The tasks that wait for an answer, by execution. */
export function waitingTasks(journal: Journal, execution: string): readonly TaskToken[] {
  const query = 'SELECT * FROM tokens WHERE execution = ? AND answer IS NULL';
  return journal.database.prepare(query).all(execution).map(read);
}

/** A token and its answer, when there is one yet. */
export function findToken(journal: Journal, token: string): TaskToken {
  const row = journal.database.prepare('SELECT * FROM tokens WHERE token = ?').get(token);
  if (row === undefined) throw notWaiting(token);
  return read(row);
}

/** For use inside a write. */
export function openToken({ database }: Journal, task: Place & { token: string; atMs: number }): void {
  const insert = 'INSERT INTO tokens (token, execution, path, heartbeatAtMs) VALUES (?, ?, ?, ?)';
  database.prepare(insert).run(task.token, task.execution, task.path, task.atMs);
}

/** Close what still waits at a place and in the branches below it. For use inside a write. */
export function closeTokens({ database }: Journal, { execution, path }: Place): void {
  const update = `UPDATE tokens SET answer = '${closed}'
    WHERE execution = ? AND answer IS NULL AND substr(path || '/', 1, length(?)) = ?`;
  database.prepare(update).run(execution, `${path}/`, `${path}/`);
}

function answerTask(journal: Journal, token: string, answer: Answer): void {
  updateWaiting(journal, token, 'answer', JSON.stringify(answer));
}

function updateWaiting(journal: Journal, token: string, column: 'answer' | 'heartbeatAtMs', value: string | number) {
  const update = `UPDATE tokens SET ${column} = ? WHERE token = ? AND answer IS NULL
    AND execution IN (SELECT id FROM executions WHERE status = 'running')`;
  const { changes } = write(journal, () => journal.database.prepare(update).run(value, token));
  if (changes === 0) throw notWaiting(token);
  journal.changes.emit(token);
}

function read(row: Record<string, unknown>): TaskToken {
  const { answer, ...token } = row as unknown as Omit<TaskToken, 'answer'> & { answer: string | null };
  return { ...token, answer: answer === null || answer === closed ? undefined : JSON.parse(answer) };
}

function notWaiting(token: string): Problem {
  return new Problem({
    code: 'TaskNotWaiting',
    message: `No task waits for the token ${token}: it is wrong, was answered already, timed out, or its flow has ended.`,
    fix: 'Look up the tasks that wait now.',
    whose: 'yours',
    state: 'The answer was not taken.',
  });
}
