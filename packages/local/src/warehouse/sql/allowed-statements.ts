import { version } from '@duckdb/node-api';
import { calledNames } from './called-names.ts';
import { checkCalls, checkMacroName } from './check-calls.ts';
import { checkSize } from './check-size.ts';
import { checkTables } from './check-tables.ts';
import { cutStatements, type SqlStatement } from './cut-statements.ts';
import { type DuckdbNames, namesOf } from './duckdb-names.ts';
import { sqlPositions } from './sql-positions.ts';
import { needsWriteRight, shown } from './sql-problems.ts';
import { createdAt, type Verb, verbOf } from './statement-verb.ts';

/** Right of a person's SQL in one warehouse. */
export type SqlRight = 'read' | 'write';

/** A statement that may be given to DuckDB, by itself and as it stands here. */
export interface AllowedStatement extends Omit<Verb, 'at'> {
  readonly text: string;
}

/**
 * The statements of a person's SQL, when every one of them stays in the warehouse and within the person's right.
 *
 * Give each to DuckDB by itself, and ask `agreesWith` about what DuckDB made of it before that runs.
 *
 * @throws Problem SqlNotAllowed for a kind of statement or function that nobody may use; SqlReachesOut for files,
 * settings, other people's SQL; SqlNeedsWriteRight; SqlUnreadable where it is not certain how DuckDB reads the text;
 * SqlTooLarge; DuckdbNotReviewed for a version whose functions nobody has looked at.
 */
export function allowedStatements(sql: string, right: SqlRight): readonly AllowedStatement[] {
  const names = namesOf(version());
  return cutStatements(sql).map((statement) => allowed(statement, right, names));
}

function allowed({ text, tokens }: SqlStatement, right: SqlRight, names: DuckdbNames): AllowedStatement {
  const places = sqlPositions(tokens);
  checkSize(tokens, places);
  const { kind, does, explained, at } = verbOf(tokens, places);
  checkTables(tokens, places, names);
  if (does === 'create') checkMacroName(tokens, createdAt(tokens, at), names);
  const called = calledNames(tokens, places);
  checkCalls(called, names);
  const writing = called.find(({ name }) => names.write.has(name));
  if (right === 'read' && kind === 'write') throw needsWriteRight(`The statement ${shown(text)}`);
  if (right === 'read' && writing) throw needsWriteRight(`The function ${shown(writing.name)}`);
  return { text, kind: writing ? 'write' : kind, does, explained };
}
