import * as z from 'zod';
import { flowReportSchema, loadReportSchema } from './flow-report-schema.ts';
import type { Frozen } from './schema-of.ts';

const progress = z.object({
  /** The text that people read for the state. */
  step: z.string(),
  /** The state in the journal: `Load`; inside a Parallel or Map also the branch or item: `Each/3/Pack`. */
  path: z.string(),
  /** Counts from 1. */
  index: z.int(),
  steps: z.int(),
  what: z.string(),
  done: z.number(),
  total: z.number(),
  /** Judged by the step's pace so far; absent while it cannot be judged. */
  secondsLeft: z.number().optional(),
});

/** How far a run is: which step of how many, and how far that step is. */
export type RunProgress = Frozen<z.output<typeof progress>>;

const schema = z.union([
  z.object({ started: z.object({ execution: z.string(), resumed: z.boolean() }) }),
  z.object({ progress }),
  /** Report of the rows that were loaded, before the problem of a run that has come so far. */
  z.object({ loaded: loadReportSchema }),
  z.object({ report: flowReportSchema }),
]);

/** News that a run tells on its way; the last is its report, unless it fails. */
export type RunNews = Frozen<z.output<typeof schema>>;

export const runNews: z.ZodType<RunNews> = schema;
