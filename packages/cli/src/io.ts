/** All that a command sees of the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results: one JSON document, or text for a person. */
  out(text: string): void;
  /** Progress and problems. */
  err(text: string): void;
  /** Asks the person; null: nobody is there to ask. */
  ask(question: string): Promise<string | null>;
  /**
   * Runs this command line once more, in a process of its own with the given environment and no other. Each line of its
   * results goes to `line`; what it says of progress and problems is shown.
   */
  again(args: readonly string[], env: Io['env'], line: (text: string) => void): Promise<number>;
  /** Whether `err` is a terminal whose last line can be written again. */
  readonly canRewriteLine: boolean;
  /** Aborts when the person interrupts. */
  readonly interrupted: AbortSignal;
}
