import type { CalledName } from './called-names.ts';
import type { DuckdbNames } from './duckdb-names.ts';
import { refusedName } from './refused-names.ts';
import { notAllowed, shown } from './sql-problems.ts';
import { isSymbol, isWord, type Token } from './token.ts';

/**
 * Refuse a call of any function of DuckDB's that is not on its list of accepted ones.
 *
 * Names that DuckDB does not have are macros of the warehouse: their bodies were checked when they were made.
 */
export function checkCalls(called: readonly CalledName[], names: DuckdbNames): void {
  for (const { name, inTables } of called) {
    const reason = names.refused.get(name) ?? (inTables ? names.notAsTable.get(name) : undefined);
    if (reason !== undefined) throw refusedName(name, reason);
    if (name === 'treat') throw notAllowed(...treat);
  }
}

/** DuckDB reads TREAT(x AS y) as a call of a function y, whatever it is. */
const treat = [
  '"treat" is not accepted in SQL: it calls the function that its type names. Accepted are cast and try_cast.',
  'Write cast(… as …).',
] as const;

/**
 * Refuse a macro with the name of a function of DuckDB's: it would answer in its place for everybody.
 *
 * @param created The index of what CREATE makes.
 */
export function checkMacroName(tokens: readonly Token[], created: number, names: DuckdbNames): void {
  if (!isWord(tokens[created], 'macro') && !isWord(tokens[created], 'function')) return;
  let at = isWord(tokens[created + 1], 'if') && isWord(tokens[created + 2], 'not') ? created + 4 : created + 1;
  while (isSymbol(tokens[at + 1], '.')) at += 2;
  const name = tokens[at]?.name ?? '';
  if (!names.read.has(name) && !names.write.has(name) && !names.refused.has(name)) return;
  throw notAllowed(
    `${shown(name)} cannot be the name of a macro: DuckDB has a function of that name, and everybody who calls it would get the macro. Accepted is any other name.`,
    'Give the macro another name.',
  );
}
