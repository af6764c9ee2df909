import type { Json } from '@atelier/core';

/** One step of a state's life. */
export type Transition =
  | { readonly kind: 'entered'; readonly input: Json }
  | {
      readonly kind: 'started';
      readonly attempt: number;
      readonly token?: string;
      /** How many a Parallel has, or items a Map. */
      readonly branches?: number;
    }
  | {
      readonly kind: 'failed';
      readonly error: string;
      readonly cause: string;
      /** Which entry of the state's Retry allows another attempt, and when; absent when none does. */
      readonly retry?: { readonly retrier: number; readonly atMs: number };
    }
  | {
      /** A failure that ended the execution is taken back: the state is tried again, its Retry unused. */
      readonly kind: 'redriven';
      /** The attempt that goes on, for a Parallel or Map whose branches have been somewhere; else a new one begins. */
      readonly attempt?: number;
    }
  | { readonly kind: 'exited'; readonly output: Json; readonly next?: string | undefined };

/** A transition in the journal. */
export type Event = Transition & {
  readonly execution: string;
  /** Counts from 1 within the execution. */
  readonly seq: number;
  readonly atMs: number;
  /** `Load`; inside a Parallel or Map also the branch or item: `Fan/0/Load`. */
  readonly path: string;
};

/** The name of the state at a path; in the whole document no other state has it. */
export function stateNameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
