import { TaskError, type WaitState, waitsForToken, waitUntilMs } from '@atelier/core';
import type { RunProgress } from '@atelier/core/contract';
import { oneLine } from '@atelier/problem';
import type { Event } from './event.ts';
import { type Followed, paceOf, progressAt, stateAt } from './progress-at.ts';

type Heard<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** Progress that a transition tells people, in a run that is followed from its first; undefined when it tells nothing. */
export function eventProgress(followed: Followed, event: Event): RunProgress | undefined {
  switch (event.kind) {
    case 'entered':
      return entered(followed, event);
    case 'started':
      return started(followed, event);
    case 'failed':
      return failed(followed, event);
    case 'exited':
      return exited(followed, event);
    case 'redriven':
      return undefined;
  }
}

function entered(followed: Followed, event: Heard<'entered'>): RunProgress | undefined {
  followed.visits.set(event.path, { startedAtMs: event.atMs });
  const state = stateAt(followed, event.path)?.state;
  if (state?.Type !== 'Wait') return undefined;
  const untilMs = endOfWait(state, event);
  if (untilMs === undefined) return progressAt(followed, event.path, 'waits');
  const secondsLeft = Math.max(0, Math.ceil((untilMs - followed.now()) / 1000));
  const what = `waits until ${new Date(untilMs).toISOString()}`;
  return progressAt(followed, event.path, what, { done: 0, total: 1, secondsLeft });
}

/** Undefined where it cannot be told from the data alone. */
function endOfWait(state: WaitState, { input, atMs }: Heard<'entered'>): number | undefined {
  try {
    return waitUntilMs(state, { data: input, context: {} }, atMs);
  } catch (error) {
    if (error instanceof TaskError) return undefined;
    throw error;
  }
}

function started(followed: Followed, { path, atMs, branches }: Heard<'started'>): RunProgress | undefined {
  const counted = branches === undefined ? {} : { branches: { done: 0, total: branches } };
  followed.visits.set(path, { startedAtMs: atMs, ...counted });
  if (branches !== undefined) return branchesDone(followed, path);
  const { state, title = '' } = stateAt(followed, path) ?? {};
  const comment = oneLine((state?.Comment ?? '').split('\n', 1)[0] ?? '');
  const isAsking = state?.Type === 'Task' && waitsForToken(state);
  return progressAt(
    followed,
    path,
    [comment, isAsking ? 'waits for an answer' : ''].filter(Boolean).join('; ') || title,
  );
}

function failed(followed: Followed, { path, atMs, error, cause, retry }: Heard<'failed'>): RunProgress | undefined {
  const visit = followed.visits.get(path);
  followed.visits.set(path, { startedAtMs: atMs, ...visit, failure: error });
  if (retry === undefined) return undefined;
  const seconds = Math.ceil((retry.atMs - atMs) / 1000);
  return progressAt(followed, path, `tries again in ${seconds} s: ${oneLine(cause.split('\n', 1)[0] ?? '')}`);
}

function exited(followed: Followed, { path, next }: Heard<'exited'>): RunProgress | undefined {
  const failure = followed.visits.get(path)?.failure;
  followed.visits.delete(path);
  if (next === undefined) return branchDone(followed, path);
  const goesOn = `goes on with ${followed.seen.get(next)?.title ?? next}`;
  const done = { done: 1, total: 1 };
  if (failure !== undefined) return progressAt(followed, path, `failed with ${oneLine(failure)}; ${goesOn}`, done);
  return stateAt(followed, path)?.state.Type === 'Choice' ? progressAt(followed, path, goesOn, done) : undefined;
}

/** The last state of a branch or item was left, or that of the document. */
function branchDone(followed: Followed, path: string): RunProgress | undefined {
  const around = path.split('/').slice(0, -2).join('/');
  const visit = followed.visits.get(around);
  if (visit?.branches === undefined) return undefined;
  const { done, total } = visit.branches;
  followed.visits.set(around, { ...visit, branches: { done: done + 1, total } });
  return branchesDone(followed, around);
}

function branchesDone(followed: Followed, path: string): RunProgress | undefined {
  const { done, total } = followed.visits.get(path)?.branches ?? { done: 0, total: 0 };
  const what = stateAt(followed, path)?.state.Type === 'Map' ? 'items' : 'branches';
  // None of nothing is everything.
  const share = total === 0 ? { done: 1, total: 1 } : { done, total };
  return progressAt(followed, path, `${done} of ${total} ${what}`, {
    ...share,
    ...paceOf(followed, path, { done, total }),
  });
}
