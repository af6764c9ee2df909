import type { Exit, Json } from '@atelier/core';
import type { Event } from './event.ts';

/** Where a branch is: its latest state, and how far that has come. */
export interface Position {
  readonly path: string;
  /** The `seq` of its entering: tells one visit of a state from the next. */
  readonly visit: number;
  readonly enteredAtMs: number;
  readonly input: Json;
  /** How often each entry of Retry was used in this visit. */
  readonly used: readonly number[];
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
    return { path: event.path, visit: event.seq, enteredAtMs: event.atMs, input: event.input, used: [] };
  }
  if (position === undefined) throw new Error(`event ${event.seq} of ${event.execution} comes before any entering`);
  switch (event.kind) {
    case 'started':
      return { ...position, started: event, failed: undefined };
    case 'failed':
      return { ...position, started: undefined, failed: event, used: counted(position.used, event.retry?.retrier) };
    case 'exited':
      return { ...position, exited: { output: event.output, next: event.next } };
  }
}

/** Where each branch is after all events, by its prefix: empty for the document, `Fan/0/` for a branch. */
export function positions(events: readonly Event[]): Map<string, Position> {
  const reached = new Map<string, Position>();
  for (const event of events) {
    // Whatever happens to a state ends what its branches did before: another visit or attempt begins them anew.
    for (const prefix of reached.keys()) if (prefix.startsWith(`${event.path}/`)) reached.delete(prefix);
    const prefix = event.path.slice(0, event.path.lastIndexOf('/') + 1);
    reached.set(prefix, follow(reached.get(prefix), event));
  }
  return reached;
}

function counted(used: readonly number[], retrier: number | undefined): readonly number[] {
  if (retrier === undefined) return used;
  return Array.from({ length: Math.max(used.length, retrier + 1) }, (_, i) => (used[i] ?? 0) + (i === retrier ? 1 : 0));
}
