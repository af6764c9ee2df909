/** One call that reached the simulated account, and what became of it. */
export interface Call {
  /** Place in the order of arrival, from 0. */
  readonly index: number;
  /** Signing name of the service, such as `s3`. */
  readonly service: string;
  readonly action: string;
  /** ARN of whoever called: a user, or the session of a role. */
  readonly caller: string;
  /** Members of the input, each cut to a line. */
  readonly input: Readonly<Record<string, string>>;
  /**
   * `answered`; `fault`: the service said no; `failed`: a fault that was asked for; `refused`: the simulated account does not know
   * the service or the operation, or does not accept the credentials.
   */
  readonly outcome: 'answered' | 'fault' | 'failed' | 'refused';
  /** Code of the fault, such as `AlreadyExistsException`; null: there was none. */
  readonly fault: string | null;
  /** Time in the simulated account when the call was over. */
  readonly atMs: number;
}
