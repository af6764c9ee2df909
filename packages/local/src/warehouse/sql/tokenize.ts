import { blockCommentEnd, dollarEnd, lineCommentEnd, quotedEnd, spaceEnd, stringEnd } from './literal-end.ts';
import { shown, tooLarge, unreadable } from './sql-problems.ts';
import type { Token } from './token.ts';

/** SQL as its tokens, and the stretches between them that are not white space as DuckDB knows it. */
export interface TokenizedSql {
  readonly tokens: readonly Token[];
  /** Comments, and spaces that only Unicode knows: where they begin and end. */
  readonly gaps: readonly { readonly start: number; readonly end: number }[];
}

/** DuckDB tries every shorter reading of a longer run, which takes the cube of its length. */
const mostOperatorSigns = 64;

// One class each, without alternatives, so that no text makes them go back.
const word =
  /[A-Za-z_\u0080-\u009f\u00a1-\u1fff\u200c-\u202e\u2030-\u205e\u2061-\u2fff\u3001-\ufefe\uff00-\uffff][\w$\u0080-\u009f\u00a1-\u1fff\u200c-\u202e\u2030-\u205e\u2061-\u2fff\u3001-\ufefe\uff00-\uffff]*/y;
const number = /(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y;
const operator = /[~!@^&|`+\-*/%<>=]+/y;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const parameter = /[$?]\d(?:_?\d)*/y;
const punctuation = /::|:=|\.\.|[,()[\].;:{}#?$]/y;

/**
 * Take SQL apart as DuckDB's own scanner does.
 *
 * @throws Problem SqlUnreadable for whatever DuckDB would not read, and for rare forms in which readings differ.
 */
export function tokenize(sql: string): TokenizedSql {
  const tokens: Token[] = [];
  const gaps: { start: number; end: number }[] = [];
  let at = 0;
  while (at < sql.length) {
    const start = at;
    at = gapEnd(sql, at);
    if (at === start) {
      const token = tokenAt(sql, at);
      tokens.push(token);
      at += token.text.length;
    } else if (!/^[ \t\n\r\f]*$/.test(sql.slice(start, at))) gaps.push({ start, end: at });
  }
  return { tokens, gaps };
}

/** The index after the white space or the comment at `at`. */
function gapEnd(sql: string, at: number): number {
  switch (sql.charAt(at)) {
    case '-':
      return sql.startsWith('--', at) ? lineCommentEnd(sql, at) : at;
    case '/':
      return sql.startsWith('/*', at) ? blockCommentEnd(sql, at) : at;
    default:
      return spaceEnd(sql, at);
  }
}

function tokenAt(sql: string, start: number): Token {
  const first = sql.charAt(start);
  if (first === '"') return quotedName(sql.slice(start, quotedEnd(sql, start)), start);
  if (first === "'") return tokenOf('string', sql.slice(start, stringEnd(sql, start, 'plain')), start);
  const name = match(word, sql, start);
  if (name !== undefined)
    return prefixedText(sql, start) ?? { kind: 'word', text: name, name: name.toLowerCase(), start };
  if (first === '$' || first === '?') return dollarAt(sql, start);
  const digits = match(number, sql, start);
  if (digits !== undefined) return tokenOf('number', digits, start);
  const symbol = match(punctuation, sql, start) ?? operatorAt(sql, start);
  if (symbol !== undefined) return tokenOf('symbol', symbol, start);
  throw unreadable(`${shown(first)} has no meaning here.`, 'Remove that character, or put it in quotes.');
}

function tokenOf(kind: Token['kind'], text: string, start: number): Token {
  return { kind, text, name: '', start };
}

function quotedName(text: string, start: number): Token {
  if (text === '""') throw unreadable('a name in double quotes is empty.', 'Put a name between the quotes.');
  return { kind: 'quoted', text, name: text.slice(1, -1).replaceAll('""', '"').toLowerCase(), start };
}

/** A text whose quote stands directly after a letter that says how it is written. */
function prefixedText(sql: string, start: number): Token | undefined {
  const second = sql.charAt(start + 1);
  if (second !== "'" && second !== '&') return undefined;
  if (/[uU]&['"]/y.test(sql.slice(start, start + 3))) {
    throw unreadable('Unicode escapes with U& are not accepted.', 'Write the characters themselves.');
  }
  if (second !== "'" || !/[eExXbB]/.test(sql.charAt(start))) return undefined;
  const style = /[eE]/.test(sql.charAt(start)) ? 'escaped' : 'bits';
  return tokenOf('string', sql.slice(start, stringEnd(sql, start + 1, style)), start);
}

function dollarAt(sql: string, start: number): Token {
  const tag = match(dollarTag, sql, start);
  if (tag === undefined) {
    const given = match(parameter, sql, start);
    return given === undefined ? tokenOf('symbol', sql.charAt(start), start) : tokenOf('parameter', given, start);
  }
  if (/\P{ASCII}/u.test(tag)) throw unreadable(`the tag ${shown(tag)} has other than ASCII letters.`, 'Use $$.');
  return tokenOf('string', sql.slice(start, dollarEnd(sql, start, tag)), start);
}

/** A run of operator characters, up to the comment that may begin inside it. */
function operatorAt(sql: string, start: number): string | undefined {
  const run = match(operator, sql, start);
  const comment = run?.search(/--|\/\*/) ?? -1;
  const signs = comment === -1 ? run : run?.slice(0, comment);
  if (signs === undefined || signs.length <= mostOperatorSigns) return signs;
  throw tooLarge(`${signs.length} operator signs in a row`, String(mostOperatorSigns), 'Put spaces between them.');
}

function match(pattern: RegExp, sql: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.test(sql) ? sql.slice(start, pattern.lastIndex) : undefined;
}
