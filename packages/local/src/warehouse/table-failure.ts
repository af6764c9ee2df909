import { Problem } from '@atelier/problem';
import { writeFailure } from './write-failure.ts';

/** How DuckDB begins when tables are not what a statement takes them for. */
const tableWords = /^(Binder|Catalog|Constraint|Conversion|Dependency) Error: /;

/**
 * Failure of a load or a batch that their tables stand in the way of, with a fix for people; others as `writeFailure`
 * has them.
 *
 * Our own statements fit the tables that we make: where DuckDB finds otherwise, people have made something else of them,
 * such as a check that new rows do not pass, or a column that is computed.
 */
export function tableFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !tableWords.test(error.message)) return writeFailure(error);
  const [words = ''] = error.message.split('\n', 1);
  const details = {
    code: 'TableInTheWay',
    message: `A table of the project is not as flows make it, and does not take what the run does with it: ${words}`,
    fix: 'Rename the table that this is about, or drop what depends on it; flows make theirs anew. "show tables" and "describe TABLE" say what is there.',
    whose: 'yours',
    state: 'The warehouse is as it was before.',
  } as const;
  return new Problem(details, error);
}
