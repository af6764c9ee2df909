import type { ToldFacts } from '../denied/facts-of-record.ts';
import type { ApiCall } from '../journeys/calls/api-call.ts';

/** The facts of a listed request with those that somebody has told in their place. */
export function withFacts(context: ApiCall['context'], told: ToldFacts): ApiCall['context'] {
  const entries = Object.entries(told);
  const gone = entries.filter(([, value]) => value === null).map(([key]) => key);
  const isGone = (key: string) =>
    gone.some((one) => (one.endsWith('*') ? key.startsWith(one.slice(0, -1)) : key === one));
  return {
    ...Object.fromEntries(Object.entries(context).filter(([key]) => !isGone(key))),
    ...Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))),
  };
}
