import type { Event } from '../../src/workflow/event.ts';

/** The calls of tasks, as `id#attempt`, whose outcome these events hold. */
export function settledCalls(events: readonly Event[]): Set<string> {
  const visits = new Map<string, number>();
  const attempts = new Map<string, number>();
  const calls = new Set<string>();
  for (const event of events) {
    if (event.kind === 'entered') visits.set(event.path, event.seq);
    if (event.kind === 'started') attempts.set(event.path, event.attempt);
    if (event.kind === 'failed' || event.kind === 'exited') {
      calls.add(`${event.execution}/${event.path}@${visits.get(event.path)}#${attempts.get(event.path)}`);
    }
  }
  return calls;
}
