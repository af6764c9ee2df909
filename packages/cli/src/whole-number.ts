import { Problem } from '@atelier/core';

/** The number that a person gave for an option. */
export function wholeNumber(option: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new Problem({
    code: 'NotAWholeNumber',
    message: `${option} is "${value}"; it takes a whole number.`,
    fix: `Write for instance ${option} 10.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
