import { closest, distance } from 'fastest-levenshtein';

const mostCompared = 500;
const longestCompared = 64;
const shortestBeginning = 3;

/** The known name that somebody probably meant, if any is near enough. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || known.length > mostCompared || given.length > longestCompared) return undefined;
  const words = given.toLowerCase();
  const candidate = closest(
    words,
    known.map((name) => name.toLowerCase()),
  );
  const match = known.find((name) => name.toLowerCase() === candidate);
  const begun = known.find((name) => words.length >= shortestBeginning && name.toLowerCase().startsWith(words));
  if (begun !== undefined) return begun;
  const tolerance = Math.max(1, Math.floor(given.length / 3));
  return distance(words, candidate) <= tolerance ? match : undefined;
}
