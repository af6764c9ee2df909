import { Problem, type ProblemDetails } from '@atelier/problem';
import { writeFailure } from './write-failure.ts';

type Words = Pick<ProblemDetails, 'code' | 'fix'>;

/** Words of DuckDB when one query wants more than it may have, and what to do then. */
const wantsTooMuch: readonly (readonly [RegExp, Words])[] = [
  [
    /max_temp_directory_size|failed to offload/i,
    {
      code: 'SqlTooMuchDisk',
      fix: 'Ask for less at once, or raise warehouse.queries.temporaryDiskMb of the project in the file.',
    },
  ],
  [
    /out of memory|bad allocation|allocation failure|could not allocate|std::bad_alloc|std::length_error/i,
    {
      code: 'SqlTooMuchMemory',
      fix: 'Ask for less at once, or raise warehouse.queries.memoryMb of the project in the file.',
    },
  ],
];

/** Words of DuckDB where there is something better to do than it says, and that. */
const betterWords: readonly (readonly [RegExp, Words])[] = [
  [
    /disabled by configuration|disabled through configuration|configuration has been locked/,
    {
      code: 'SqlReachesOut',
      fix: 'Ask only for tables of this warehouse; files are loaded by a flow, never by SQL.',
    },
  ],
  [
    /exists in the \w+ extension/,
    {
      code: 'SqlFailed',
      fix: 'Do without it: a warehouse has no extensions but those built in; "from duckdb_functions()" lists what there is.',
    },
  ],
  [
    /expected \d+ parameters, but none|values were not provided for the following prepared statement parameters/i,
    { code: 'SqlFailed', fix: 'Write each value where its parameter stands; in single quotes where it is a text.' },
  ],
];

/** Advice that DuckDB goes on with, to do what nobody may do here: change settings, install extensions. */
const notHere = /\n\s*\n\s*(?:Possible solutions|Please try installing and loading)/;

/** Failure of a person's SQL, with what they can do about it; a failure of the machine or of ours stays one. */
export function sqlFailure(cause: unknown): unknown {
  if (cause instanceof Problem || !(cause instanceof Error)) return cause;
  const said = cause.message.split(notHere, 1)[0] as string;
  const message = `The warehouse refused the SQL: ${said.trim()}`;
  const tooMuch = wantsTooMuch.find(([words]) => words.test(cause.message));
  if (tooMuch !== undefined)
    return new Problem({ ...tooMuch[1], message, whose: 'yours', state: 'Its changes were undone.' }, cause);
  const error = writeFailure(cause);
  if (error instanceof Problem) return error;
  const better = betterWords.find(([words]) => words.test(message));
  const words: Words = better?.[1] ?? {
    code: 'SqlFailed',
    fix: 'Correct the SQL; "show tables" and "describe TABLE" say what is there.',
  };
  return new Problem({ ...words, message, whose: 'yours' }, cause);
}
