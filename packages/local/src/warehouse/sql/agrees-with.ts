import { StatementType } from '@duckdb/node-api';
import type { AllowedStatement } from './allowed-statements.ts';

const types: Readonly<Record<AllowedStatement['does'], StatementType>> = {
  select: StatementType.SELECT,
  transaction: StatementType.TRANSACTION,
  insert: StatementType.INSERT,
  update: StatementType.UPDATE,
  delete: StatementType.DELETE,
  merge: StatementType.MERGE_INTO,
  create: StatementType.CREATE,
  alter: StatementType.ALTER,
  drop: StatementType.DROP,
};

/**
 * Does DuckDB read a statement as it was checked?
 *
 * It makes one statement of one, with two exceptions: before a PIVOT without its values it makes a type for each column,
 * and a column with a computed default is added, filled and then given the default. Both may have a transaction around.
 *
 * @param found The types of all statements that DuckDB extracted from the text, in their order.
 */
export function agreesWith(statement: AllowedStatement, found: readonly StatementType[]): boolean {
  const expected = typeOf(statement);
  if (found.length === 1) return found[0] === expected;
  const isWrapped = found[0] === StatementType.TRANSACTION && found.at(-1) === StatementType.TRANSACTION;
  const inner = isWrapped ? found.slice(1, -1) : found;
  const before = inner.slice(0, -1);
  if (before.length === 0 || inner.at(-1) !== expected) return false;
  return before.every((type) => type !== StatementType.TRANSACTION && mayPrecede(statement, type));
}

/** Whether a statement of this type may be one of several that DuckDB makes of one, before the last. */
export function mayPrecede(statement: AllowedStatement, type: StatementType): boolean {
  if (type === StatementType.TRANSACTION) return true;
  if (statement.does === 'alter') return type === StatementType.ALTER || type === StatementType.UPDATE;
  return type === StatementType.CREATE && /pivot/i.test(statement.text);
}

function typeOf({ explained, does }: AllowedStatement): StatementType {
  return explained ? StatementType.EXPLAIN : types[does];
}
