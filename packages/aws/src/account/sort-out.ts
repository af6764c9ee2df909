import { isAnothers, type NotOurs, type Ownership, type Tags, whyNotOurs } from './ownership.ts';

/** Something that could be the workspace's by its name. */
export interface Candidate<Thing> {
  /** Such as `endpoint acme--sales--daily`. */
  readonly id: string;
  readonly thing: Thing;
  /** Undefined: it has gone meanwhile. */
  readonly tags: Tags | undefined;
  /** Whether a stack of the workspace holds it, or has kept it, or it belongs to something of the workspace. */
  readonly isOwned: boolean;
}

export interface SortedOut<Thing> {
  readonly ours: readonly Thing[];
  /** What is tagged as another workspace's is not listed: nobody takes it for this one's. */
  readonly notOurs: readonly NotOurs[];
}

/** What of several things is the workspace's. */
export function sortOut<Thing>(candidates: readonly Candidate<Thing>[], ownership: Ownership): SortedOut<Thing> {
  const judged = candidates.flatMap(({ tags, ...candidate }) =>
    tags === undefined ? [] : [{ ...candidate, tags, why: whyNotOurs(tags, ownership, candidate.isOwned) }],
  );
  return {
    ours: judged.flatMap(({ thing, why }) => (why === null ? [thing] : [])),
    notOurs: judged.flatMap(({ id, tags, why }) => (why === null || isAnothers(tags, ownership) ? [] : [{ id, why }])),
  };
}
