import { Problem } from '@atelier/problem';

/** Refuse one more. */
export function tooManyTokens(person: string, most: number): Problem {
  return new Problem({
    code: 'TooManyTokens',
    message: `${person} has ${most} tokens that have not ended; more are not accepted.`,
    fix: 'See them with "atelier token list", and end one that is not needed with "atelier token end ID".',
    whose: 'yours',
    state: 'No token was made.',
  });
}
