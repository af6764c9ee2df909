import type { AnsweredRow } from '@atelier/core';
import type { RequestAnswer } from './answer-request.ts';

/** Whether somebody may do something, and what decides it. */
export interface WhyAnswer {
  readonly answer: 'yes' | 'no' | 'unknown';
  /** One sentence. */
  readonly because: string;
  /** Rows of the access table that the question is about; empty: none speaks of it. */
  readonly rows: readonly AnsweredRow[];
  /** Requests to AWS that were asked; empty: on this machine nobody asks AWS. */
  readonly requests: readonly RequestAnswer[];
  /** What whoever reads the answer has to know besides. */
  readonly notes: readonly string[];
}
