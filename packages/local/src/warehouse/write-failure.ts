import { Problem } from '@atelier/core';

/** What DuckDB says when the machine, not the statement, is at fault. */
const machineWords = /no space left|io error|out of memory|could not allocate|could not write/i;

/** A failed write as a problem of the machine where it is one; every other failure as it is. */
export function writeFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !machineWords.test(error.message)) return error;
  const details = {
    code: 'WarehouseNotWritten',
    message: `The warehouse ${file} could not be written: ${error.message.trim()}`,
    fix: 'Free disk space or memory, then run the flow again.',
    whose: 'machine',
    state: 'The warehouse is as it was before this step.',
  } as const;
  return new Problem(details, error);
}
