import type { ProblemDetails } from '@atelier/problem';

/** Something about a network that a person should know before anything is deployed into it. */
export interface NetworkFinding extends ProblemDetails {
  /** An error stops a deployment; a warning is told. */
  readonly level: 'error' | 'warning';
}

/** A finding that its author can act on. */
export function networkFinding(
  level: NetworkFinding['level'],
  code: string,
  message: string,
  fix: string,
): NetworkFinding {
  return { level, code, message, fix, whose: 'yours' };
}
