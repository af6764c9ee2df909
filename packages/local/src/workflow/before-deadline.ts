import { TaskError } from '@atelier/core';
import type { Clock } from '../clock.ts';

/**
 * Do work that is aborted, and fails with States.Timeout, when the deadline comes first.
 *
 * Settles only when the work has: what did not end in time cannot go on beside its next attempt.
 */
export async function beforeDeadline<Result>(
  clock: Clock,
  deadlineMs: number | undefined,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (deadlineMs === undefined) return work(signal);
  const late = new AbortController();
  const done = new AbortController();
  const timeout = new TaskError('States.Timeout', 'The task did not end within its TimeoutSeconds.');
  void clock.waitUntil(deadlineMs, AbortSignal.any([signal, done.signal])).then(
    () => late.abort(timeout),
    // Not late: the work was done first, or is aborted through its own signal.
    () => undefined,
  );
  try {
    const result = await work(AbortSignal.any([signal, late.signal]));
    late.signal.throwIfAborted();
    return result;
  } catch (error) {
    throw late.signal.aborted ? timeout : error;
  } finally {
    done.abort();
  }
}
