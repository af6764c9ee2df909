/** Another run of the command line; what it says of progress and problems is shown. */
export interface Companion {
  /** Gives it a line, and waits for the one it answers with; null: it has ended. */
  ask(line: string): Promise<string | null>;
  /** Ends its input, and gives its exit code when it has ended. */
  end(): Promise<number>;
}

/** Host of a rehearsal: all that it needs of the process it runs in. */
export interface RehearsalHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs this command line once more, in a process of its own with the given environment and no other. */
  again(args: readonly string[], env: RehearsalHost['env']): Companion;
  /** Aborts when the person interrupts. */
  readonly interrupted: AbortSignal;
}
