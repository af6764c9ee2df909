import { Problem } from '@atelier/problem';
import { expect, test } from 'vitest';
import { writeFailure } from '../../src/warehouse/write-failure.ts';

test.each([
  'TransactionContext Error: Failed to commit: Could not write file "w.duckdb": No space left on device',
  'Out of Memory Error: failed to allocate data of size 256 MiB',
  'IO Error: Cannot open file "w.duckdb.wal": Input/output error',
])("is the machine's problem: %s", (message) => {
  const failure = writeFailure(new Error(message));
  expect(failure).toBeInstanceOf(Problem);
  expect(failure).toMatchObject({
    code: 'WarehouseNotWritten',
    whose: 'machine',
    message: expect.stringContaining(message),
  });
});

test('a failure of the statement stays what it is', () => {
  const failure = new Error('Constraint Error: NOT NULL constraint failed: store_sales.date_key');
  expect(writeFailure(failure)).toBe(failure);
});
