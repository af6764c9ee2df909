/** All that a command sees of the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results: one JSON document, or text for a person. */
  out(text: string): void;
  /** Progress and problems. */
  err(text: string): void;
  /** Whether `err` is a terminal whose last line can be written again. */
  readonly canRewriteLine: boolean;
  /** Aborts when the person interrupts. */
  readonly interrupted: AbortSignal;
}
