/** Outcome of an attack on DuckDB when nothing stands before it. */
export type Alone =
  /** Answers with the secret of a file, of another database or of a colleague. */
  | 'leaks'
  /** Does what it says: writes, changes, waits, tells of the machine. */
  | 'runs'
  /** Refuses by itself, in this version, with these settings. */
  | 'refuses'
  /** Would end the process that tries it, write into its output or ask the network: not tried in a test. */
  | 'untried';

/** SQL that must not pass; `{folder}` stands for a folder that holds secret files. */
export type Attack = readonly [sql: string, alone: Alone];
