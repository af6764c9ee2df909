/** Where a chain does not hold. */
export interface ChainFault {
  readonly segment: number;
  /** In its file, from 1. */
  readonly line: number;
  readonly why: string;
}
