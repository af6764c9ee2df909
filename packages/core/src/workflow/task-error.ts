/**
 * A failure with a name that Retry and Catch can match.
 *
 * Steps reject with one under a name of their own; names that begin with `States.` are the language's.
 */
export class TaskError extends Error {
  readonly error: string;
  override readonly cause: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.name = 'TaskError';
    this.error = error;
    this.cause = cause;
  }
}
