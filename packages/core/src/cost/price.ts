/**
 * How sure a price is. `verified`: found in a public source. `derived`: falls out of a published table. `assumed`:
 * general knowledge, or the price of another region. `unknown`: there is none.
 */
export const confidences = ['verified', 'derived', 'assumed', 'unknown'] as const;

export type Confidence = (typeof confidences)[number];

/** Price of one unit of something. */
export interface Price {
  readonly id: string;
  readonly region: string;
  /** For one unit; null: not known. */
  readonly usd: number | null;
  /** Such as `GB-month`, for people. */
  readonly unit: string;
  readonly mark: Confidence;
  /** Where the price was found, or why it is missing. */
  readonly source: string;
}
