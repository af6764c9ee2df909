import { Problem } from '@atelier/problem';

/** Exit codes of commands, by what they say. */
export const exitCodes = {
  done: 0,
  /** The file or a guardrail says no. */
  refused: 1,
  /** The machine or the cloud failed. */
  failed: 2,
  bug: 3,
  /** The person declined or interrupted. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code that says whose turn it is after a failure. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof Problem)) return exitCodes.bug;
  if (error.code === 'Interrupted') return exitCodes.interrupted;
  return error.whose === 'yours' ? exitCodes.refused : exitCodes.failed;
}
