import type { Bug, ProblemDetails } from '@atelier/problem';
import * as z from 'zod';

/** How every route says that it failed: as its whole answer, or as the last line of one. */
export interface FailureAnswer {
  readonly problem: ProblemDetails | Bug;
}

const problem = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  whose: z.enum(['yours', 'machine']),
  state: z.string().optional(),
});

const bug = z.object({ code: z.literal('Bug'), message: z.string(), fix: z.string(), whose: z.literal('ours') });

export const failureAnswer: z.ZodType<FailureAnswer> = z.object({ problem: z.union([bug, problem]) });
