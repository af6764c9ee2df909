/** How often somebody may name a code that nobody waits with. */
const mostGuesses = 10;
const withinMs = 600_000;

/** Counts wrong codes by person. */
export interface FewGuesses {
  mayGo(person: string): boolean;
  wrong(person: string): void;
}

/** At most ten wrong codes of a person within ten minutes: of 256 that wait, one in ten million is met by that. */
export function fewGuesses(now: () => number = Date.now): FewGuesses {
  const wrongs = new Map<string, readonly number[]>();
  const lately = (person: string) => (wrongs.get(person) ?? []).filter((atMs) => now() < atMs + withinMs);
  return {
    mayGo: (person) => lately(person).length < mostGuesses,
    wrong: (person) => void wrongs.set(person, [...lately(person), now()]),
  };
}
