/** Who has to act: the author of the file, or whoever keeps the machine or the cloud account. */
export type Whose = 'yours' | 'machine';

export interface ProblemDetails {
  /** Permanent, searchable name in PascalCase. */
  readonly code: string;
  /** Description of what happened, with the value given, and what is accepted. */
  readonly message: string;
  /** One thing to do. */
  readonly fix: string;
  readonly whose: Whose;
  /** State of things now, where anything was changed. */
  readonly state?: string;
}

/** A mistake of Atelier itself, in the shape of a problem. */
export interface Bug {
  readonly code: 'Bug';
  /** With the trace, for whoever mends it. */
  readonly message: string;
  readonly fix: string;
  readonly whose: 'ours';
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

/** Any failure as data: a problem as it is, everything else as a bug of ours. */
export function describeFailure(error: unknown): ProblemDetails | Bug {
  if (error instanceof Problem) return error.toJSON();
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'Bug', message, fix: 'Report it with what you did and the log of the supervisor.', whose: 'ours' };
}

/** The failure again that was described; the opposite of `describeFailure`. */
export function failureFrom(described: ProblemDetails | Bug): Error {
  return described.whose === 'ours' ? new Error(described.message) : new Problem(described);
}
