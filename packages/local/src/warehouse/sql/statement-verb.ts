import { queryOfWith } from './called-names.ts';
import { refusedObject, refusedStatement } from './refused-statements.ts';
import type { SqlPosition } from './sql-positions.ts';
import { unreadable } from './sql-problems.ts';
import { isOneOf, isSymbol, isWord, type Token } from './token.ts';

/** The act of a statement, in the words that DuckDB has for it. */
export interface Verb {
  readonly kind: 'read' | 'write' | 'begin' | 'end';
  readonly does: 'select' | 'transaction' | 'insert' | 'update' | 'delete' | 'merge' | 'create' | 'alter' | 'drop';
  /** EXPLAIN stands before it. */
  readonly explained: boolean;
  /** The index of the token that says so. */
  readonly at: number;
}

const queries = new Set([
  ...['select', 'from', 'values', 'table', 'pivot', 'pivot_wider', 'unpivot', 'pivot_longer'],
  ...['describe', 'desc', 'show', 'summarize'],
]);
const begins = new Set(['begin', 'start']);
const ends = new Set(['commit', 'end', 'rollback', 'abort']);
const analyzes = new Set(['analyze', 'analyse']);
const options = new Set([...analyzes, 'format']);
const changes = ['insert', 'update', 'delete', 'merge', 'create', 'alter', 'drop'] as const;
const temporary = new Set(['temp', 'temporary', 'local', 'global', 'unlogged']);
const made = new Set(['table', 'view', 'schema', 'macro', 'function']);
const altered = new Set(['table', 'view', 'schema']);

/**
 * The verb of a statement, found at its beginning, after EXPLAIN and WITH.
 *
 * @throws Problem SqlNotAllowed for every kind that is not accepted, with what to do instead.
 */
export function verbOf(tokens: readonly Token[], places: readonly SqlPosition[]): Verb {
  if (!isWord(tokens[0], 'explain')) return verbAt(tokens, 0, places);
  const verb = verbAt(tokens, afterOptions(tokens, places), places);
  if (verb.does === 'transaction') throw refusedStatement('explain', 'a transaction has no plan');
  return { ...verb, explained: true };
}

/** The index of the statement that EXPLAIN explains. */
function afterOptions(tokens: readonly Token[], places: readonly SqlPosition[]): number {
  if (isOneOf(tokens[1], analyzes)) return isWord(tokens[2], 'verbose') ? 3 : 2;
  if (isWord(tokens[1], 'verbose')) return 2;
  const isOptions = isSymbol(tokens[1], '(') && isOneOf(tokens[2], options);
  return isOptions ? (places[1]?.partner ?? 0) + 1 : 1;
}

function verbAt(tokens: readonly Token[], start: number, places: readonly SqlPosition[]): Verb {
  let at = start;
  while (isSymbol(tokens[at], '(')) at += 1;
  const isInside = at > start;
  if (isWord(tokens[at], 'with')) at = afterWith(tokens, at, places);
  const first = tokens[at];
  if (isWord(first, 'values') && !isSymbol(tokens[at + 1], '(')) throw unreadable(...noVerb);
  if (isOneOf(first, queries) || isSymbol(first, '(')) return verb('read', 'select', at);
  if (isInside || first === undefined || first.kind !== 'word') throw unreadable(...noVerb);
  if (isOneOf(first, begins)) return verb('begin', 'transaction', at);
  if (isOneOf(first, ends)) return verb('end', 'transaction', at);
  if (isWord(first, 'truncate')) return verb('write', 'delete', at);
  const change = changes.find((word) => first.name === word);
  if (change === undefined) throw refusedStatement(first.name);
  checkObject(change, tokens, at);
  return verb('write', change, at);
}

const noVerb = ['it begins with something else than a statement.', 'Begin with a word such as select.'] as const;

function verb(kind: Verb['kind'], does: Verb['does'], at: number): Verb {
  return { kind, does, explained: false, at };
}

/** The index of the statement that stands behind the queries that WITH names. */
function afterWith(tokens: readonly Token[], start: number, places: readonly SqlPosition[]): number {
  const isRecursive = isWord(tokens[start + 1], 'recursive') && !isWord(tokens[start + 2], 'as');
  let name = isRecursive ? start + 2 : start + 1;
  for (;;) {
    const query = queryOfWith(tokens, name, places);
    if (query === undefined) throw unreadable('what WITH names is unclear.', 'Write: with NAME as (select …) select …');
    const after = (places[query]?.partner ?? 0) + 1;
    if (!isSymbol(tokens[after], ',')) return after;
    name = after + 1;
  }
}

/** CREATE, ALTER and DROP are accepted for some things; UPDATE for tables, not for extensions. */
function checkObject(change: string, tokens: readonly Token[], at: number): void {
  if (change === 'update') {
    const isWhole = tokens[at + 2] === undefined || isSymbol(tokens[at + 2], '(');
    if (isWord(tokens[at + 1], 'extensions') && isWhole) throw refusedStatement('update extensions');
  } else if (change === 'create') {
    const object = createdAt(tokens, at);
    if (!isOneOf(tokens[object], made)) throw refusedObject(change, tokens[object]);
    if (isWord(tokens[object], 'schema')) refuseElements(tokens, object);
  } else if (change === 'alter' || change === 'drop') {
    const accepted = change === 'alter' ? altered : made;
    if (!isOneOf(tokens[at + 1], accepted)) throw refusedObject(change, tokens[at + 1]);
  }
}

/** The index of the word that says what CREATE makes. */
export function createdAt(tokens: readonly Token[], at: number): number {
  let object = at + 1;
  if (isWord(tokens[object], 'or') && isWord(tokens[object + 1], 'replace')) object += 2;
  while (isOneOf(tokens[object], temporary)) object += 1;
  return isWord(tokens[object], 'recursive') && isWord(tokens[object + 1], 'view') ? object + 1 : object;
}

/** CREATE SCHEMA could be followed by further CREATE, of things that are not accepted. */
function refuseElements(tokens: readonly Token[], schema: number): void {
  const element = tokens.findIndex((token, index) => index > schema + 1 && isWord(token, 'create'));
  if (element !== -1 && !isSymbol(tokens[element - 1], '.')) throw refusedObject('create schema with', tokens[element]);
}
