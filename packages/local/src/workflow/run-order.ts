import type { RunReport } from '@atelier/core';
import type { RunProgress } from '@atelier/core/contract';
import type { Bug, ProblemDetails } from '@atelier/problem';
import type { ExecutionSpec } from './execution.ts';
import type { TaskHandler } from './task-handler.ts';

/** Order of one run, as its kind gives it: what it goes through, who does it, and what people hear of it. */
export interface RunOrder<Report, Extra> {
  readonly spec: ExecutionSpec;
  readonly handlers: readonly TaskHandler[];
  /** Why an unfinished execution is not gone on with, as the beginning of a sentence; undefined when it is. */
  whyOutdated(execution: string): Promise<string | undefined>;
  /** How people have it go on from the state that is titled so, once the machine can. */
  goesOn(title: string): string;
  report(run: RunReport): Report;
  /** News that people hear of a run that failed, before its problem. */
  leftBehind?(execution: string): Extra | undefined;
}

/** News of a run on its way; the last is its report or its problem. */
export type NewsOf<Report, Extra> =
  | { readonly started: { readonly execution: string; readonly resumed: boolean } }
  | { readonly progress: RunProgress }
  | Extra
  | { readonly report: Report }
  | { readonly problem: ProblemDetails | Bug };
