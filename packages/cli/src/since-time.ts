import { Problem } from '@atelier/problem';

/** The time that an option `--since` names, as records have it. Problem NotATime. */
export function sinceTime(since: string): string {
  const millis = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(since)
    ? Date.parse(since)
    : Number.NaN;
  if (!Number.isNaN(millis)) return new Date(millis).toISOString();
  throw new Problem({
    code: 'NotATime',
    message: `--since is "${since}"; it takes a day, or a time with its zone, in ISO 8601.`,
    fix: 'Write for instance --since 2026-12-01 or --since 2026-12-01T09:30Z.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
