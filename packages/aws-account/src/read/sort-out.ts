import { isAnothers, type NotOurs, type Ownership, type Tags, whyNotOurs } from './ownership.ts';
import type { TagsRead } from './read-tags.ts';

/** Something that could be the workspace's by its name. */
export interface LikelyOurs<Thing> {
  /** Such as `endpoint acme--sales--daily`. */
  readonly id: string;
  readonly thing: Thing;
  readonly tags: TagsRead;
  /** Whether a stack of the workspace holds it, or has kept it, or it belongs to something of the workspace. */
  readonly isOwned: boolean;
}

export interface SortedOut<Thing> {
  readonly ours: readonly Thing[];
  /** Things of others, without those tagged as another workspace's: nobody takes these for this one's. */
  readonly notOurs: readonly NotOurs[];
}

/**
 * Sorts out which of several things are the workspace's.
 *
 * @throws the refusal to read the tags of one that a stack of the workspace holds
 */
export function sortOut<Thing>(candidates: readonly LikelyOurs<Thing>[], ownership: Ownership): SortedOut<Thing> {
  const judged = candidates.flatMap(({ tags, ...candidate }) =>
    tags === undefined ? [] : [{ ...candidate, ...judge(tags, ownership, candidate.isOwned) }],
  );
  return {
    ours: judged.flatMap(({ thing, why }) => (why === null ? [thing] : [])),
    notOurs: judged.flatMap(({ id, why, isKnown }) => (why === null || isKnown ? [] : [{ id, why }])),
  };
}

interface Judged {
  /** Null: it is the workspace's. */
  readonly why: string | null;
  /** Whether it is known to be another workspace's. */
  readonly isKnown: boolean;
}

function judge(tags: Tags | Error, ownership: Ownership, isOwned: boolean): Judged {
  if (!(tags instanceof Error))
    return { why: whyNotOurs(tags, ownership, isOwned), isKnown: isAnothers(tags, ownership) };
  if (isOwned) throw tags;
  return { why: `its tags may not be read (${tags.name})`, isKnown: false };
}
