import { errorMatches } from './error-match.ts';

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number | undefined;
  readonly MaxAttempts?: number | undefined;
  readonly BackoffRate?: number | undefined;
  readonly MaxDelaySeconds?: number | undefined;
}

export interface Retry {
  /** Which entry of Retry allows it. */
  readonly retrier: number;
  readonly delaySeconds: number;
}

/**
 * Whether and when to try again; undefined when the first matching retrier is used up or none matches.
 *
 * `used` says how often each retrier was used since the state was entered.
 */
export function nextRetry(retriers: readonly Retrier[], error: string, used: readonly number[]): Retry | undefined {
  const retrier = retriers.findIndex((candidate) => errorMatches(candidate.ErrorEquals, error));
  const chosen = retriers[retrier];
  if (chosen === undefined) return undefined;
  const times = used[retrier] ?? 0;
  if (times >= (chosen.MaxAttempts ?? 3)) return undefined;
  const delay = (chosen.IntervalSeconds ?? 1) * (chosen.BackoffRate ?? 2) ** times;
  return { retrier, delaySeconds: Math.min(delay, chosen.MaxDelaySeconds ?? Number.POSITIVE_INFINITY) };
}
