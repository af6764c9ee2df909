import type { StateReport } from '@atelier/core';
import { type Event, stateNameIn } from './event.ts';
import type { TaskToken } from './task-token.ts';
import type { TitledState } from './titled-states.ts';

/** A part of the journal that is about one state. */
type Visited = Pick<StateReport, 'visits' | 'attempts' | 'caught' | 'unfinished'> & { readonly milliseconds: number };

interface OpenVisit {
  readonly enteredAtMs: number;
  readonly hasFailed: boolean;
}

const never: Visited = { visits: 0, attempts: 0, caught: 0, unfinished: 0, milliseconds: 0 };

/** Reports of each state of a run's document, from its events and the answers that were given to it. */
export function runStates(
  states: readonly TitledState[],
  events: readonly Event[],
  answers: readonly TaskToken[],
): readonly StateReport[] {
  const visited = visitsByName(events);
  return states.map(({ name, title, depth, state: { Type: type } }) => {
    const { milliseconds, ...counts } = visited.get(name) ?? never;
    const answeredBy = answers.flatMap(({ path, answeredBy: by }) => (stateNameIn(path) === name && by ? [by] : []));
    return { name, title, type, depth, ...counts, seconds: milliseconds / 1000, answeredBy };
  });
}

function visitsByName(events: readonly Event[]): ReadonlyMap<string, Visited> {
  const visited = new Map<string, Visited>();
  const open = new Map<string, OpenVisit>();
  const add = (path: string, more: Partial<Visited>) => {
    const before = visited.get(stateNameIn(path)) ?? never;
    const sums = Object.entries(more).map(([key, value]) => [key, before[key as keyof Visited] + value]);
    visited.set(stateNameIn(path), { ...before, ...Object.fromEntries(sums) });
  };
  for (const event of events) {
    const visit = open.get(event.path) ?? { enteredAtMs: event.atMs, hasFailed: false };
    if (event.kind === 'entered') {
      // A branch that is begun anew has left its visit behind.
      add(event.path, { visits: 1, unfinished: open.has(event.path) ? 1 : 0 });
      open.set(event.path, { enteredAtMs: event.atMs, hasFailed: false });
    } else if (event.kind === 'exited') {
      open.delete(event.path);
      add(event.path, { caught: visit.hasFailed ? 1 : 0, milliseconds: event.atMs - visit.enteredAtMs });
    } else {
      if (event.kind === 'started') add(event.path, { attempts: 1 });
      open.set(event.path, { ...visit, hasFailed: event.kind === 'failed' });
    }
  }
  for (const path of open.keys()) add(path, { unfinished: 1 });
  return visited;
}
