import type { SqlPosition } from './sql-positions.ts';
import { isName, isOneOf, isSymbol, isWord, type Token } from './token.ts';

/** A name with a parenthesis after it that DuckDB may read as a call. */
export interface CalledName {
  readonly name: string;
  /** It can be the call of a table function. */
  readonly inTables: boolean;
}

/**
 * Every name that a statement may call, however it is written: quoted, qualified, after a dot, in any clause.
 *
 * Left out are names before the parenthesis of a column list, where DuckDB's grammar has no place for a call.
 */
export function calledNames(tokens: readonly Token[], places: readonly SqlPosition[]): readonly CalledName[] {
  const listed = namesOfWith(tokens, places);
  const called: CalledName[] = [];
  for (const [index, token] of tokens.entries()) {
    if (!isName(token) || !isSymbol(tokens[index + 1], '(')) continue;
    const first = firstOfName(tokens, index);
    if (listed.has(index) || isDeclared(tokens, first) || isAlias(tokens, first, places)) continue;
    if (first === index && isKeyword(token, places[index])) continue;
    called.push({ name: token.name, inTables: places[index]?.inTables ?? true });
  }
  return called;
}

/** The index at which a name with dots begins that ends at `last`. */
function firstOfName(tokens: readonly Token[], last: number): number {
  let first = last;
  while (isSymbol(tokens[first - 1], '.') && isName(tokens[first - 2])) first -= 2;
  return first;
}

/** Before the columns of: insert into, create table, create view, foreign keys. */
function isDeclared(tokens: readonly Token[], first: number): boolean {
  const before = tokens[first - 1];
  if (isWord(before, 'into') || isWord(before, 'references')) return true;
  if (!isWord(tokens[0], 'create')) return false;
  const isNew = isWord(before, 'exists') && isWord(tokens[first - 2], 'not') && isWord(tokens[first - 3], 'if');
  const kind = isNew ? first - 4 : first - 1;
  return kind < 7 && (isWord(tokens[kind], 'table') || isWord(tokens[kind], 'view'));
}

/** The alias of a table with names for its columns. */
function isAlias(tokens: readonly Token[], first: number, places: readonly SqlPosition[]): boolean {
  const place = places[first];
  if (place === undefined || !place.inTables || place.startsTable) return false;
  return isWord(tokens[first - 1], 'as') || isSymbol(tokens[first - 1], ')');
}

/** SHOW before a query; and GLOB between two operands, which stands nowhere that a table function can. */
function isKeyword(token: Token, place: SqlPosition | undefined): boolean {
  return isWord(token, 'show') || (isWord(token, 'glob') && place?.startsTable === false);
}

/** Words that the query of a WITH begins with; no change can stand there. */
const queryStarts = new Set([
  'select',
  'from',
  'values',
  'table',
  'with',
  'pivot',
  'pivot_wider',
  'unpivot',
  'pivot_longer',
]);

/** WITH ORDINALITY and WITH TIME ZONE belong to what stands before them. */
const otherWiths = new Set(['ordinality', 'time']);

/** The indexes of the names that WITH gives to queries. */
function namesOfWith(tokens: readonly Token[], places: readonly SqlPosition[]): ReadonlySet<number> {
  const names = new Set<number>();
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token, 'with') || isSymbol(tokens[index - 1], '.')) continue;
    let name = isWord(tokens[index + 1], 'recursive') && isName(tokens[index + 2]) ? index + 2 : index + 1;
    while (isName(tokens[name]) && !isOneOf(tokens[name], otherWiths)) {
      const query = queryOfWith(tokens, name, places);
      if (query === undefined) break;
      names.add(name);
      const end = places[query]?.partner ?? -1;
      if (!isSymbol(tokens[end + 1], ',')) break;
      name = end + 2;
    }
  }
  return names;
}

/** The index of the parenthesis in which the query that WITH names stands, if `name` is such a name. */
export function queryOfWith(
  tokens: readonly Token[],
  name: number,
  places: readonly SqlPosition[],
): number | undefined {
  let at = afterBrackets(name + 1, tokens, places);
  if (isWord(tokens[at], 'using') && isWord(tokens[at + 1], 'key')) at = afterBrackets(at + 2, tokens, places);
  if (!isWord(tokens[at], 'as')) return undefined;
  at += 1;
  if (isWord(tokens[at], 'not') && isWord(tokens[at + 1], 'materialized')) at += 1;
  if (isWord(tokens[at], 'materialized')) at += 1;
  const isQuery = isOneOf(tokens[at + 1], queryStarts) || isSymbol(tokens[at + 1], '(');
  return isSymbol(tokens[at], '(') && isQuery ? at : undefined;
}

function afterBrackets(at: number, tokens: readonly Token[], places: readonly SqlPosition[]): number {
  return isSymbol(tokens[at], '(') ? (places[at]?.partner ?? -1) + 1 : at;
}
