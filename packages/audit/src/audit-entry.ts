/** One decision: who wanted to do what to which thing, whether they were let, why, and from where. */
export interface AuditEntry {
  /** Name of a person, `owner`, or `nobody` for whoever has not shown who they are. */
  readonly who: string;
  /** What showed it, such as `session 7f3a9c`, `token 2b81d0`, `space july/sales`, `socket`. No secret. */
  readonly by: string;
  /** Of the access table or the owner's own, as `noun.verb`. */
  readonly action: string;
  /** In words, such as `project sales`. */
  readonly resource: string;
  readonly allowed: boolean;
  readonly because: string;
  /** Origin that was asked, method and path without its query: `POST /projects/sales/sql`. */
  readonly request: string;
}
