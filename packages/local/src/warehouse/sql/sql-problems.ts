import { Problem } from '@atelier/problem';

/** How much of a person's text a message repeats. */
const mostShown = 60;

/** A piece of a person's text as a message can show it: short, on one line, without characters that a terminal obeys. */
export function shown(text: string): string {
  const short = text.length > mostShown ? `${text.slice(0, mostShown - 1)}…` : text;
  const safe = short.replace(/[\p{C}\p{Z}"\\]/gu, (sign) => (sign === ' ' ? ' ' : escaped(sign)));
  return `"${safe}"`;
}

function escaped(sign: string): string {
  return sign === '"' || sign === '\\' ? `\\${sign}` : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
}

/** The text cannot be taken apart with certainty, so nothing of it is run. */
export function unreadable(what: string, fix: string): Problem {
  return problem('SqlUnreadable', `The SQL cannot be read: ${what}`, fix);
}

/** A statement, or a form of one, that nobody may send. */
export function notAllowed(message: string, fix: string): Problem {
  return problem('SqlNotAllowed', message, fix);
}

/** Something that leads out of the person's warehouse. */
export function reachesOut(message: string, fix: string): Problem {
  return problem('SqlReachesOut', message, fix);
}

/** Something that changes the warehouse, asked for with the right to read. */
export function needsWriteRight(what: string): Problem {
  return problem(
    'SqlNeedsWriteRight',
    `${what} changes the warehouse, and this right is to read. Accepted are queries: select, describe, summarize, show, pivot, explain.`,
    'Ask somebody with the right to write to run it, or change it into a query.',
  );
}

/** SQL of a size that would keep the engine busy before it has begun. */
export function tooLarge(what: string, most: string, fix: string): Problem {
  return problem('SqlTooLarge', `The SQL has ${what}; accepted are at most ${most}.`, fix);
}

function problem(code: string, message: string, fix: string): Problem {
  return new Problem({ code, message, fix, whose: 'yours' });
}
