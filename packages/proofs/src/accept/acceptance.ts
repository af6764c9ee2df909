/** A finding that somebody takes upon themselves, as it stands in a file. */
export interface Acceptance {
  /** Where it stands, such as `accepted.yaml, entry 2`. */
  readonly place: string;
  /** Id of the rule that finds it. */
  readonly rule: string;
  /** Type of the resource; null: any. */
  readonly type: string | null;
  /** Logical id, or `<stack>/<logical id>`; null: any of the type. */
  readonly resource: string | null;
  readonly reason: string;
  /** ISO date; the last day on which it holds. */
  readonly until: string;
}
