import { Problem } from '@atelier/problem';

/** Words of DuckDB when the machine, not the statement, is at fault. */
const machineWords = /no space left|io error|out of memory|could not allocate|could not write/i;

/** A failed write as a problem of the machine where it is one; every other failure as it is. */
export function writeFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !machineWords.test(error.message)) return error;
  const details = {
    code: 'WarehouseNotWritten',
    message: `The warehouse could not be written: ${error.message.trim()}`,
    fix: 'Free disk space or memory, then try again.',
    whose: 'machine',
    state: 'The warehouse is as it was before.',
  } as const;
  return new Problem(details, error);
}
