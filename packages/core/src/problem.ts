/** Who has to act: the author of the file, or whoever keeps the machine or the cloud account. */
export type Whose = 'yours' | 'machine';

export interface ProblemDetails {
  /** Permanent, searchable name in PascalCase. */
  readonly code: string;
  /** What happened, with the value given, and what is accepted. */
  readonly message: string;
  /** One thing to do. */
  readonly fix: string;
  readonly whose: Whose;
  /** What things are like now, where anything was changed. */
  readonly state?: string;
}

/** A failure that a person can act on; anything else thrown is a bug of ours. */
export class Problem extends Error {
  readonly code: string;
  readonly fix: string;
  readonly whose: Whose;
  readonly state: string | undefined;

  constructor(details: ProblemDetails, cause?: unknown) {
    super(details.message, { cause });
    this.name = 'Problem';
    this.code = details.code;
    this.fix = details.fix;
    this.whose = details.whose;
    this.state = details.state;
  }

  /** The shape printed by --json and sent over HTTP. */
  toJSON(): ProblemDetails {
    const { code, message, fix, whose, state } = this;
    return { code, message, fix, whose, ...(state === undefined ? {} : { state }) };
  }
}
