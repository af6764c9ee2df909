import type { Companion } from '@atelier/rehearsal';

/** All that a command sees of the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results: one JSON document, or text for a person. What cannot be seen is escaped, here and in `err`. */
  out(text: string): void;
  /** Progress and problems. */
  err(text: string): void;
  /** A file for programs, such as CSV: exact, except on a terminal. */
  data(text: string): void;
  /** Writes over the last line of `err` and the lines above it; only where `canRewriteLine`. */
  rewrite(linesAbove: number, text: string): void;
  /** Asks the person; null: nobody is there to ask. */
  ask(question: string): Promise<string | null>;
  /** Runs this command line once more, in a process of its own with the given environment and no other. */
  again(args: readonly string[], env: Io['env']): Companion;
  /** The lines of the input, until it ends. */
  lines(): AsyncIterable<string>;
  /** The input as it comes, until it ends. */
  input(): AsyncIterable<Uint8Array>;
  /** Whether `err` is a terminal whose last line can be written again. */
  readonly canRewriteLine: boolean;
  /** Aborts when the person interrupts. */
  readonly interrupted: AbortSignal;
}
