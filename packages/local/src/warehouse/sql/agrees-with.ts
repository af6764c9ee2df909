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
 * @param found The types of the first statements that DuckDB extracted from the text. A later one can often be prepared
 * only when those before it have run: ask again with each.
 * @param count How many it extracted.
 */
export function agreesWith(statement: AllowedStatement, found: readonly StatementType[], count: number): boolean {
  const expected = statement.explained ? StatementType.EXPLAIN : types[statement.does];
  if (count === 1) return found.every((type) => type === expected);
  const around = found[0] === StatementType.TRANSACTION ? 1 : 0;
  const main = count - 1 - around;
  const before = typesBefore(statement);
  return (
    main > around &&
    found.every((type, index) => {
      if (index < around || index > main) return type === StatementType.TRANSACTION;
      return index === main ? type === expected : before.includes(type);
    })
  );
}

function typesBefore(statement: AllowedStatement): readonly StatementType[] {
  if (statement.does === 'alter') return [StatementType.ALTER, StatementType.UPDATE];
  return /pivot/i.test(statement.text) ? [StatementType.CREATE] : [];
}
