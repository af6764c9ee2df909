import { type Exit, exitCaught, nextRetry, type State, TaskError } from '@atelier/core';
import type { Transition } from './event.ts';
import { follow, type Position } from './position.ts';
import { contextOf, type Run } from './run.ts';

/**
 * Do a state's work, again as its Retry allows, and leave by its Catch when that does not help.
 *
 * A failure is journaled before anything follows from it, so that a crash neither forgets nor repeats an attempt.
 */
export async function recovering(
  run: Run,
  state: State,
  entered: Position,
  signal: AbortSignal,
  work: (position: Position) => Promise<Exit>,
): Promise<Exit> {
  let position = entered;
  for (;;) {
    signal.throwIfAborted();
    if (position.failed === undefined) {
      try {
        return await work(position);
      } catch (error) {
        if (!(error instanceof TaskError)) throw error;
        signal.throwIfAborted();
        position = follow(position, run.record(position.path, failure(run, state, position, error)));
      }
    }
    if (position.failed?.retry === undefined) return caught(run, state, position);
    await run.clock.waitUntil(position.failed.retry.atMs, signal);
    position = { ...position, failed: undefined };
  }
}

function failure(run: Run, state: State, position: Position, { error, cause }: TaskError): Transition {
  const retry = 'Retry' in state ? nextRetry(state.Retry ?? [], error, position.used) : undefined;
  if (retry === undefined) return { kind: 'failed', error, cause };
  const atMs = run.clock.now() + retry.delaySeconds * 1000;
  return { kind: 'failed', error, cause, retry: { retrier: retry.retrier, atMs } };
}

function caught(run: Run, state: State, position: Position): Exit {
  const { error = '', cause = '' } = position.failed ?? {};
  const raw = { data: position.input, context: contextOf(run, position) };
  const exit = 'Catch' in state ? exitCaught(state, raw, { error, cause }) : undefined;
  if (exit === undefined) throw new TaskError(error, cause);
  return exit;
}
