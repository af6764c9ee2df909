import { randomInt } from 'node:crypto';

/** No vowels, so that no word comes about; no letters that are read as digits. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const count = 8;

/** A code that a person reads off one screen and compares on another: 34 bits, such as `BCDF-GHJK`. */
export function makeUserCode(): string {
  const code = Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The code that somebody has typed, in its one form; undefined: none. */
export function readUserCode(typed: string): string | undefined {
  const plain = typed.slice(0, 40).toUpperCase().replace(/[\s-]/g, '');
  return /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : undefined;
}
