import type { ChainFault } from './chain-fault.ts';
import { type FoundLine, isUnchanged, readLine } from './sealed-line.ts';
import { headIn } from './segment-head.ts';

/** How far a chain has been followed. */
export interface ChainPlace {
  /** Of the last line, -1 before the first; null where it is not known, and any number may follow. */
  readonly number: number | null;
  /** That the last line ends with; null where it is not known. */
  readonly digest: string | null;
}

/** One more line of a chain. */
interface Followed {
  readonly place: ChainPlace;
  /** Undefined for what cannot be read. */
  readonly found: FoundLine | undefined;
  /** Undefined: it is as it was written, and follows the line before it. */
  readonly why: string | undefined;
  /** A fault that its writer found, and wrote down in this line. */
  readonly known: ChainFault | undefined;
}

/** Look at one more line: is it as it was written, and is it the next one? */
export function followLine(place: ChainPlace, bytes: Uint8Array): Followed {
  const found = readLine(bytes);
  if (found === undefined) {
    const number = place.number === null ? null : place.number + 1;
    return { place: { number, digest: null }, found, why: 'it is not a record any more', known: undefined };
  }
  const { n } = found.fields;
  const next = { number: typeof n === 'number' ? n : null, digest: found.digest };
  if (!isUnchanged(bytes, found)) return { place: next, found, why: 'it was changed', known: undefined };
  const known = headIn(found.fields)?.unfollowed ?? undefined;
  return { place: next, found, why: known === undefined ? whyNotNext(place, found) : undefined, known };
}

function whyNotNext(place: ChainPlace, { fields: { n, before } }: FoundLine): string | undefined {
  if (typeof n !== 'number') return 'it has no number';
  const expected = place.number === null ? n : place.number + 1;
  if (n > expected) return `${n - expected} before it are missing`;
  if (n < expected) return `number ${n} stands where ${expected} belongs: it is there twice, or moved`;
  if (place.digest !== null && before !== place.digest) return 'it does not follow what stands before it';
  return undefined;
}
