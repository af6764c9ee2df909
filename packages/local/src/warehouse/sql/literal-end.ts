import { shown, unreadable } from './sql-problems.ts';

const space = /[ \t\n\r\f\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+/y;

/** How text in single quotes goes on inside: a doubled quote, a backslash before any sign, or neither. */
export type QuoteStyle = 'plain' | 'escaped' | 'bits';

/**
 * The index after a text in single quotes that opens at `open`.
 *
 * Texts with nothing but white space, line comments and at least one line break between them are one text, in the style
 * of the first.
 */
export function stringEnd(sql: string, open: number, style: QuoteStyle): number {
  let at = open + 1;
  while (at < sql.length) {
    const sign = sql.charCodeAt(at);
    if (sign === 0x5c && style === 'escaped') at += 2;
    else if (sign !== 0x27) at = nextQuote(sql, at + 1, style);
    else if (style !== 'bits' && sql.charCodeAt(at + 1) === 0x27) at += 2;
    else {
      const resumed = continuation(sql, at + 1);
      if (resumed === undefined) return at + 1;
      at = resumed;
    }
  }
  throw endless('text in single quotes', sql, open);
}

function nextQuote(sql: string, at: number, style: QuoteStyle): number {
  if (style !== 'escaped') {
    const quote = sql.indexOf("'", at);
    return quote === -1 ? sql.length : quote;
  }
  let sign = at;
  while (sign < sql.length && sql[sign] !== "'" && sql[sign] !== '\\') sign += 1;
  return sign;
}

/** The index after the quote that continues a text which has just closed, if one does. */
function continuation(sql: string, after: number): number | undefined {
  let at = after;
  let brokenLine = false;
  let plainSpace = true;
  for (;;) {
    const end = spaceEnd(sql, at);
    const space = sql.slice(at, end);
    brokenLine ||= /[\n\r]/.test(space);
    plainSpace &&= !/\P{ASCII}/u.test(space);
    if (!sql.startsWith('--', end)) {
      if (!brokenLine || sql[end] !== "'") return undefined;
      if (!plainSpace) throw unreadable('two texts in quotes have a special space between them.', 'Join them with ||.');
      return end + 1;
    }
    at = lineCommentEnd(sql, end);
  }
}

/** The index after a name in double quotes that opens at `open`. */
export function quotedEnd(sql: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const quote = sql.indexOf('"', at);
    if (quote === -1) throw endless('name in double quotes', sql, open);
    if (sql[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}

/** The index after a text between two equal dollar signs or tags, of which `tag` opens at `open`. */
export function dollarEnd(sql: string, open: number, tag: string): number {
  const close = sql.indexOf(tag, open + tag.length);
  if (close === -1) throw endless(`text in ${shown(tag)}`, sql, open);
  return close + tag.length;
}

/** The index after a comment that opens at `open` with a slash and a star; such comments can hold each other. */
export function blockCommentEnd(sql: string, open: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = open + 2;
  let depth = 1;
  while (depth > 0) {
    const found = edge.exec(sql);
    if (found === null) throw endless('comment', sql, open);
    depth += found[0] === '/*' ? 1 : -1;
  }
  return edge.lastIndex;
}

/** The index of the line break that ends a comment of two dashes, or of the text's end. */
export function lineCommentEnd(sql: string, open: number): number {
  const end = /[\n\r]/g;
  end.lastIndex = open;
  return end.exec(sql)?.index ?? sql.length;
}

/** The index after the white space at `at`: DuckDB's own, and what it takes for a space. */
export function spaceEnd(sql: string, at: number): number {
  space.lastIndex = at;
  return space.test(sql) ? space.lastIndex : at;
}

function endless(what: string, sql: string, open: number): Error {
  return unreadable(`a ${what} has no end; it begins with ${shown(sql.slice(open, open + 40))}.`, 'Close it.');
}
