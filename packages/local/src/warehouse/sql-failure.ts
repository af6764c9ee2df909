import { Problem, type ProblemDetails } from '@atelier/core/problem';
import { writeFailure } from './write-failure.ts';

type Words = Pick<ProblemDetails, 'code' | 'fix'>;

/** What DuckDB says when one query wants more than it may have, and what to do then. */
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

/** What a person can do about a failure of their SQL; a failure of the machine or of ours stays one. */
export function sqlFailure(cause: unknown): unknown {
  if (cause instanceof Problem || !(cause instanceof Error)) return cause;
  // DuckDB goes on with settings to change, which nobody may change here.
  const said = cause.message.split(/\n\s*\n\s*Possible solutions:/, 1)[0] as string;
  const message = `The warehouse refused the SQL: ${said.trim()}`;
  const tooMuch = wantsTooMuch.find(([words]) => words.test(cause.message));
  if (tooMuch !== undefined)
    return new Problem({ ...tooMuch[1], message, whose: 'yours', state: 'Its changes were undone.' }, cause);
  const error = writeFailure(cause);
  if (error instanceof Problem) return error;
  const reachesOut = /disabled by configuration|disabled through configuration|configuration has been locked/.test(
    message,
  );
  const words: Words = reachesOut
    ? {
        code: 'SqlReachesOut',
        fix: 'Ask only for tables of this warehouse; files are loaded by a flow, never by SQL.',
      }
    : { code: 'SqlFailed', fix: 'Correct the SQL; "show tables" and "describe TABLE" say what is there.' };
  return new Problem({ ...words, message, whose: 'yours' }, cause);
}
