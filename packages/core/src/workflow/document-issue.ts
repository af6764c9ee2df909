/** One thing that a document may not say. */
export interface DocumentIssue {
  /** Where, from the top of the document: `States.Load.Retry.0`; empty when several places are involved. */
  readonly path: string;
  /** The fault, and what is accepted instead. */
  readonly message: string;
}
