/** Gaps in the rows that a training learned from, and what was taken in their place. */
export interface GapReport {
  /** Steps of all histories. */
  readonly steps: number;
  /** Of these, steps without a row; their target is `fill`, as the flow says. */
  readonly missing: number;
  readonly fill: string | number;
  /** The longest run of missing steps; null where none is missing. */
  readonly longest: { readonly item: string; readonly from: string; readonly steps: number } | null;
  /** Rows that could not be loaded: their target is estimated and no forecast is scored against it. */
  readonly rejected: number;
  /** Rejected rows that are newer than the last row of their item: its forecast begins too early. */
  readonly late: number;
  /** Steps of several rows, which were added up, where most steps have one. */
  readonly crowded: number;
  /** First and last steps left out, since the rows cover only a part of them. */
  readonly partial: number;
  /** Steps to forecast. */
  readonly ahead: number;
  /** Steps of the history and ahead for which a covariate is not known and was filled. */
  readonly covariates: Readonly<Record<string, { readonly past: number; readonly ahead: number }>>;
}
