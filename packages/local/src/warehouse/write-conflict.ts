/** What DuckDB says when two transactions change the same thing; the one that hears it has changed nothing. */
const conflictWords = /^TransactionContext Error: .*(conflict|Failed to commit: PRIMARY KEY or UNIQUE)/i;

/** Whether a write failed since another one was faster, so that it can be tried again. */
export function isWriteConflict(error: unknown): boolean {
  return error instanceof Error && conflictWords.test(error.message);
}
