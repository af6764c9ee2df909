/** Somebody who has shown who they are, and by what. */
export interface KnownCaller {
  /** Name of a person; whether the workspace still has them is decided with each request. */
  readonly person: string;
  /** What showed it, for the audit: a kind and an id that is no secret, such as `session 7f3a9c` or `token 2b81d0`. */
  readonly by: string;
  /** Narrower than the person's own rights; left out: all that the person may do. */
  readonly narrowed?: Narrowed;
}

/** Limits of a token, inside of what its person may do. */
export interface Narrowed {
  /** `read`: only what changes nothing. */
  readonly scope: 'read' | 'all';
  /** The only project it is good for; null: each of the person's. */
  readonly project: string | null;
}
