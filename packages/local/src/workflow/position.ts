import type { Exit, Json } from '@atelier/core';
import type { Event } from './event.ts';

/** Where a branch is: its latest state, and how far that has come. */
export interface Position {
  readonly path: string;
  /** The `seq` of its entering: tells one visit of a state from the next. */
  readonly visit: number;
  readonly enteredAtMs: number;
  readonly input: Json;
  /** How often each entry of Retry was used in this visit, or since it was redriven. */
  readonly used: readonly number[];
  /** Attempts that were made before it was redriven. */
  readonly earlier: number;
  /** The attempt in flight. */
  readonly started?:
    | { readonly attempt: number; readonly atMs: number; readonly token?: string | undefined }
    | undefined;
  readonly failed?: Extract<Event, { kind: 'failed' }> | undefined;
  readonly exited?: Exit;
}

/** The position after an event of the same branch. */
export function follow(position: Position | undefined, event: Event): Position {
  if (event.kind === 'entered') {
    return { path: event.path, visit: event.seq, enteredAtMs: event.atMs, input: event.input, used: [], earlier: 0 };
  }
  if (position === undefined) throw new Error(`event ${event.seq} of ${event.execution} comes before any entering`);
  switch (event.kind) {
    case 'started':
      return { ...position, started: event, failed: undefined };
    case 'failed':
      return { ...position, started: undefined, failed: event, used: counted(position.used, event.retry?.retrier) };
    case 'redriven':
      return redriven(position, event);
    case 'exited':
      return { ...position, exited: { output: event.output, next: event.next } };
  }
}

/** Where each branch is after all events, by its prefix: empty for the document, `Fan/0/` for a branch. */
export function positions(events: readonly Event[]): Map<string, Position> {
  const reached = new Map<string, Position>();
  for (const event of events) {
    if (beginsBranchesAnew(event)) forgetBranches(reached, event.path);
    const prefix = event.path.slice(0, event.path.lastIndexOf('/') + 1);
    reached.set(prefix, follow(reached.get(prefix), event));
  }
  return reached;
}

/** Whether the branches of a state are over with this event; those of a failed one are kept, for it may be redriven. */
export function beginsBranchesAnew({ kind }: Event): boolean {
  return kind === 'entered' || kind === 'started' || kind === 'exited';
}

export function forgetBranches(reached: Map<string, Position>, path: string): void {
  for (const prefix of reached.keys()) if (prefix.startsWith(`${path}/`)) reached.delete(prefix);
}

/** The number of the attempt that is made now, or next; it counts on when a visit is redriven. */
export function attemptNumber({ earlier, used }: Position): number {
  return 1 + earlier + used.reduce((sum, times) => sum + times, 0);
}

function redriven(position: Position, { attempt, atMs }: Extract<Event, { kind: 'redriven' }>): Position {
  const made = attemptNumber(position);
  const anew = { ...position, failed: undefined, used: [] };
  if (attempt === undefined) return { ...anew, started: undefined, earlier: made };
  return { ...anew, started: { attempt, atMs }, earlier: made - 1 };
}

function counted(used: readonly number[], retrier: number | undefined): readonly number[] {
  if (retrier === undefined) return used;
  return Array.from({ length: Math.max(used.length, retrier + 1) }, (_, i) => (used[i] ?? 0) + (i === retrier ? 1 : 0));
}
