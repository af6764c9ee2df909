import { once } from 'node:events';
import { type Json, TaskError } from '@atelier/core';
import type { Run } from './run.ts';
import { findToken } from './task-token.ts';

/**
 * Wait for the answer to a token; one given while nothing ran counts as well.
 *
 * Rejects with the failure answered, or with States.HeartbeatTimeout after a silence longer than allowed.
 */
export async function tokenAnswer(
  run: Run,
  token: string,
  heartbeatSeconds: number | undefined,
  signal: AbortSignal,
): Promise<Json> {
  for (;;) {
    signal.throwIfAborted();
    const { answer, heartbeatAtMs } = findToken(run.journal, token);
    if (answer !== undefined && 'output' in answer) return answer.output;
    if (answer !== undefined) throw new TaskError(answer.error, answer.cause);
    const dueMs = heartbeatSeconds === undefined ? undefined : heartbeatAtMs + heartbeatSeconds * 1000;
    if (dueMs !== undefined && run.clock.now() >= dueMs) {
      throw new TaskError('States.HeartbeatTimeout', `Nothing was heard of the task for ${heartbeatSeconds} seconds.`);
    }
    await changed(run, token, dueMs, signal);
  }
}

async function changed({ journal, clock }: Run, token: string, dueMs: number | undefined, signal: AbortSignal) {
  const done = new AbortController();
  const inner = AbortSignal.any([signal, done.signal]);
  const due = dueMs === undefined ? [] : [clock.waitUntil(dueMs, inner)];
  try {
    await Promise.race([once(journal.changes, token, { signal: inner }), ...due]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    done.abort();
  }
}
