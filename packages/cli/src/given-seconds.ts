import { Problem } from '@atelier/problem';

const secondsOf = { s: 1, m: 60, h: 3600 } as const;
const mostSeconds = 86_400;

/** Seconds of a time that a person gave for an option, such as 90s, 30m or 2h; at most a day. Problem NotALength. */
export function givenSeconds(option: string, value: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(value) ?? [];
  const seconds = Number(digits) * secondsOf[(unit || 's') as keyof typeof secondsOf];
  if (seconds >= 1 && seconds <= mostSeconds) return seconds;
  throw new Problem({
    code: 'NotALength',
    message: `${option} is "${value.slice(0, 100)}"; it takes a time from 1s to 24h, in s, m or h.`,
    fix: `Write for instance ${option} 30m.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
