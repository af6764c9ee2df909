import type { RunProgress } from '@atelier/core/contract';
import { stateNameIn } from './event.ts';
import type { TitledState } from './titled-states.ts';

/** One visit of a state that has not been left, as far as it is known. */
export interface Visit {
  readonly startedAtMs: number;
  /** Branches of a Parallel or items of a Map, once they have begun. */
  readonly branches?: { readonly done: number; readonly total: number };
  /** The error of its last attempt. */
  readonly failure?: string;
}

/** A run's states as they are followed. */
export interface Followed {
  /** Those that people see, by their names. */
  readonly seen: ReadonlyMap<string, TitledState>;
  /** By their paths. */
  readonly visits: Map<string, Visit>;
  readonly now: () => number;
}

/** Progress of the state at a path, as people read it; undefined for one that they do not see. */
export function progressAt(
  followed: Followed,
  path: string,
  what: string,
  share: Pick<RunProgress, 'done' | 'total' | 'secondsLeft'> = { done: 0, total: 1 },
): RunProgress | undefined {
  const state = stateAt(followed, path);
  if (state === undefined) return undefined;
  const words = [...itemsOf(followed, path), ...(what === '' ? [] : [what])].join(': ');
  return { step: state.title, path, index: state.index, steps: followed.seen.size, what: words, ...share };
}

/** How much longer, by the pace since the state was started; nothing while there is no pace. */
export function paceOf(
  { visits, now }: Followed,
  path: string,
  { done, total }: Pick<RunProgress, 'done' | 'total'>,
): Pick<RunProgress, 'secondsLeft'> {
  if (done <= 0) return {};
  const elapsedSeconds = (now() - (visits.get(path)?.startedAtMs ?? now())) / 1000;
  return { secondsLeft: Math.ceil((elapsedSeconds / done) * (total - done)) };
}

export function stateAt({ seen }: Followed, path: string): TitledState | undefined {
  return seen.get(stateNameIn(path));
}

/** In which item of how many, from the outermost Map inward. */
function itemsOf({ seen, visits }: Followed, path: string): readonly string[] {
  const parts = path.split('/');
  return parts.flatMap((part, index) => {
    if (index % 2 === 0 || seen.get(parts[index - 1] ?? '')?.state.Type !== 'Map') return [];
    const total = visits.get(parts.slice(0, index).join('/'))?.branches?.total;
    return `item ${Number(part) + 1}${total === undefined ? '' : ` of ${total}`}`;
  });
}
