import * as z from 'zod';

/** A part of a query's answer: first the columns, then rows any number of times. */
export type QueryAnswer =
  | { readonly columns: readonly QueryColumn[] }
  | { readonly rows: readonly (readonly unknown[])[] };

export interface QueryColumn {
  readonly name: string;
  /** In DuckDB's words. */
  readonly type: string;
}

// Looked at and not copied: there may be millions.
const rows = z.custom<readonly (readonly unknown[])[]>(isListOfLists, { error: 'expected a list of rows' });

export const queryAnswer: z.ZodType<QueryAnswer> = z.union([
  z.object({ rows }),
  z.object({ columns: z.array(z.object({ name: z.string(), type: z.string() })) }),
]);

function isListOfLists(value: unknown): boolean {
  return Array.isArray(value) && value.every((row) => Array.isArray(row));
}
