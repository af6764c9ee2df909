import { randomUUID } from 'node:crypto';
import {
  asJson,
  effectiveInput,
  type Json,
  type PathScope,
  TaskError,
  type TaskState,
  waitsForToken,
} from '@atelier/core';
import { Problem } from '@atelier/problem';
import { beforeDeadline } from './before-deadline.ts';
import { attemptNumber, type Position } from './position.ts';
import type { Run } from './run.ts';
import { findToken } from './task-token.ts';
import { tokenAnswer } from './token-answer.ts';

/** The attempt in flight: the one that a crash cut off, or a new one. */
export function startAttempt(
  run: Run,
  position: Position,
  made: { readonly token?: string; readonly branches?: number } = {},
): NonNullable<Position['started']> {
  if (position.started !== undefined) return position.started;
  const attempt = attemptNumber(position);
  const { atMs } = run.record(position.path, { kind: 'started', attempt, ...made });
  return { attempt, atMs, token: made.token };
}

/** Have a task done; resolves to its result, which for a task with a token is the answer to that. */
export function runTaskState(run: Run, state: TaskState, position: Position, raw: PathScope, signal: AbortSignal) {
  return waitsForToken(state) ? askAndWait(run, state, position, raw, signal) : work(run, state, position, raw, signal);
}

function work(run: Run, state: TaskState, position: Position, raw: PathScope, signal: AbortSignal): Promise<Json> {
  const parameters = effectiveInput(state, raw);
  const { attempt } = startAttempt(run, position);
  // Done again from its start after a crash, so it has all of its time again.
  const deadlineMs = deadline(state, run.clock.now());
  return beforeDeadline(run.clock, deadlineMs, signal, (inner) =>
    callTask(run, state, position, { parameters, attempt }, inner),
  );
}

function askAndWait(
  run: Run,
  state: TaskState,
  position: Position,
  raw: PathScope,
  signal: AbortSignal,
): Promise<Json> {
  const { attempt, atMs, token = '' } = startAttempt(run, position, { token: randomUUID() });
  const context = { ...raw.context, Task: { Token: token } };
  const parameters = effectiveInput(state, { ...raw, context });
  // The time to answer does not begin anew when only the asking is repeated.
  return beforeDeadline(run.clock, deadline(state, atMs), signal, async (inner) => {
    if (findToken(run.journal, token).answer === undefined) {
      await callTask(run, state, position, { parameters, attempt }, inner);
    }
    return tokenAnswer(run, token, state.HeartbeatSeconds, inner);
  });
}

function deadline({ TimeoutSeconds }: TaskState, fromMs: number): number | undefined {
  return TimeoutSeconds === undefined ? undefined : fromMs + TimeoutSeconds * 1000;
}

async function callTask(
  run: Run,
  state: TaskState,
  { path, visit }: Position,
  call: { readonly parameters: Json; readonly attempt: number },
  signal: AbortSignal,
): Promise<Json> {
  const execution = run.execution.id;
  try {
    const task = { id: `${execution}/${path}@${visit}`, execution, path, resource: state.Resource, ...call, signal };
    return asJson(await run.runTask(task));
  } catch (error) {
    throw asTaskError(error);
  }
}

/** A Problem keeps its code as the error's name; its message and its fix become the two lines of the cause. */
export function asTaskError(error: unknown): TaskError {
  if (error instanceof TaskError) return error;
  if (error instanceof Problem) return new TaskError(error.code, `${error.message}\n${error.fix}`);
  return new TaskError('States.TaskFailed', String(error));
}
