import { Problem } from '@atelier/problem';

/** The number that a person gave for an option; `least` is the smallest that makes sense. */
export function wholeNumber(option: string, value: string, least = 0): number {
  if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value);
  throw new Problem({
    code: 'NotAWholeNumber',
    message: `${option} is "${value}"; it takes a whole number${least === 0 ? '' : ` from ${least} on`}.`,
    fix: `Write for instance ${option} 10.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
