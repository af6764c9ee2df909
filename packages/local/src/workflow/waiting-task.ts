import type { TaskState } from '@atelier/core';
import type { Execution } from './execution.ts';

/** Who answers a task that waits: the owner of the workspace, or a person by name. */
export type Answerer = { readonly kind: 'owner' } | { readonly kind: 'person'; readonly person: string };

/** A task that waits for an answer, as whoever decides who may give it sees it. */
export interface WaitingTask {
  readonly execution: Execution;
  readonly name: string;
  readonly state: TaskState;
  /** In the journal: `Each/3/Ask`. */
  readonly path: string;
}

/** One word for the journal; no name of a person is another's, or the owner's. */
export function answererText(answerer: Answerer): string {
  return answerer.kind === 'owner' ? 'owner' : `person ${answerer.person}`;
}
