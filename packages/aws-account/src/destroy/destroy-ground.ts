import type { Account } from '../read/account.ts';
import type { AssignedRecord } from '../sign-in/assigned-records.ts';

/** Ground that a teardown is planned from: what the workspace has, and what of others stands in its way. */
export interface DestroyGround extends Account {
  /** Things that its teardown would stop at, in its network or with its security groups, and does not remove. */
  readonly strangers: readonly Stranger[];
  readonly running: RunningFound;
  /** Whom deployments have let in through Identity Center. */
  readonly assigned: readonly AssignedRecord[];
}

/** Things of the workspace that run, or will, and are neither in a stack nor in its domain. */
export interface RunningFound {
  readonly jobs: readonly JobFound[];
  readonly notebooks: readonly NotebookFound[];
  /** Names of pipelines, and of the schedules that watch endpoints. */
  readonly pipelines: readonly string[];
  readonly schedules: readonly string[];
}

/** Kinds of work that a teardown stops, and tells of afterwards. */
export type JobKind =
  | 'training job'
  | 'processing job'
  | 'transform job'
  | 'tuning job'
  | 'AutoML job'
  | 'pipeline execution';

export interface JobFound {
  readonly kind: JobKind;
  /** The ARN of an execution. */
  readonly name: string;
  /** Null: AWS does not say. */
  readonly sinceMs: number | null;
}

export interface NotebookFound {
  readonly name: string;
  readonly status: string;
  /** Null: AWS does not say. */
  readonly instance: string | null;
}

/** Something that is nobody's of the workspace and holds on to its network. */
export interface Stranger {
  /** Such as `subnet`. */
  readonly kind: string;
  readonly id: string;
  /** Name that people know it by; null: nobody has named it. */
  readonly name: string | null;
}
