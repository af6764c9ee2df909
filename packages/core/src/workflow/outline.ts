import type { Branch, State } from './states-document.ts';

/** One state of a document, wherever in it; its name is no other's in the whole document. */
export interface OutlinedState {
  readonly name: string;
  readonly state: State;
  /** Parallels and Maps around it. */
  readonly depth: number;
}

/**
 * All states of a checked document in the order in which a run comes to them, as far as an order can be told: what is inside
 * of a Parallel or Map after that, the first way out of a Choice before the others, and what failures lead to at the end.
 */
export function outline(branch: Branch, depth = 0): readonly OutlinedState[] {
  const seen = new Set<string>();
  const outlined: OutlinedState[] = [];
  const ahead = [branch.StartAt];
  const afterFailures: string[] = [];
  for (let name = next(); name !== undefined; name = next()) {
    const state = Object.hasOwn(branch.States, name) ? branch.States[name] : undefined;
    if (state === undefined || seen.has(name)) continue;
    seen.add(name);
    outlined.push({ name, state, depth }, ...branchesOf(state).flatMap((inner) => outline(inner, depth + 1)));
    ahead.push(...internetRoutes(state).toReversed());
    if ('Catch' in state) afterFailures.push(...(state.Catch ?? []).map(({ Next }) => Next));
  }
  return outlined;

  function next(): string | undefined {
    return ahead.pop() ?? afterFailures.shift();
  }
}

function branchesOf(state: State): readonly Branch[] {
  if (state.Type === 'Parallel') return state.Branches;
  return state.Type === 'Map' ? [state.ItemProcessor] : [];
}

function internetRoutes(state: State): readonly string[] {
  if (state.Type === 'Choice') {
    return [...state.Choices.map(({ Next }) => Next), ...(state.Default === undefined ? [] : [state.Default])];
  }
  return 'Next' in state && state.Next !== undefined ? [state.Next] : [];
}
