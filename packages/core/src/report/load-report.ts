/** A rejected row as an example: where it is, what was expected, and how it begins. */
export interface RejectedExample {
  /** Physical line of the file; the header is line 1. */
  readonly line: number;
  /** `<rule>: <what is wrong>`. */
  readonly reason: string;
  readonly row: string;
}

/** Outcome for the rows of one input file. */
export interface InputReport {
  readonly input: 'sales' | 'promotions' | 'dates';
  readonly file: string;
  /** Digest of the bytes that were loaded. */
  readonly sha256: string;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  /** The rejected rows by rule, the most frequent first. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Some rows of each rule. */
  readonly examples: readonly RejectedExample[];
  /** Rejected rows of which neither the store nor the day can be read. */
  readonly unplaced: number;
}

/** Outcome for the rows of every input file of a flow. */
export interface LoadReport {
  readonly inputs: readonly InputReport[];
  /** The CSV file with every rejected row; null where there is none. */
  readonly rejectedFile: string | null;
}

/** All rejected rows by rule. */
export function allReasons({ inputs }: LoadReport): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { reasons } of inputs) {
    for (const [rule, rows] of Object.entries(reasons)) sums.set(rule, (sums.get(rule) ?? 0) + rows);
  }
  return Object.fromEntries([...sums].toSorted(([, one], [, other]) => other - one));
}
