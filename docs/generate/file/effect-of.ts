import type { Effect, Effects } from './effect.ts';

/** The effect of an option; the table must have it. */
export function effectOf(effects: Effects, path: readonly string[]): Effect {
  const found = Object.entries(effects).find(([pattern]) => fits(pattern.split('.'), path));
  if (found === undefined) throw new Error(`Nobody has written down what ${path.join('.')} does on each target`);
  return found[1];
}

/** Whether a path of the table means an option. */
export function fits(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, at) => part === '*' || part === path[at]);
}
