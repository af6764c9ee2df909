import type { Narrowed } from '@atelier/core';

/** Somebody who has shown who they are, and by what. */
export interface KnownCaller {
  /** Name of a person; whether the workspace still has them is decided with each request. */
  readonly person: string;
  /** What showed it, for the audit: a kind and an id that is no secret, such as `session 7f3a9c` or `token 2b81d0`. */
  readonly by: string;
  /** Narrower than the person's own rights; left out: all that the person may do. */
  readonly narrowed?: Narrowed;
}
