/** One place where a problem is made, with gaps for what only a run knows. */
export interface FoundProblem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly whose: 'yours' | 'machine' | 'ours';
  /** From the root of the project. */
  readonly file: string;
}

/** Stands for what only a run knows. */
export const gap = '…';
