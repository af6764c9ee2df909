import * as z from 'zod';
import { projectParams } from './request-parts.ts';

/** What becomes of the rows that are there. */
const loadHows = ['replace', 'append', 'merge'] as const;

const keyText = /^(-|[^,\p{Cc}]{1,64}(,[^,\p{Cc}]{1,64}){0,15})$/u;

/** A table to load, how, and the columns that tell its rows apart: joined by commas, or "-" for none. */
export const tableLoadParams = projectParams.extend({
  table: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, {
    error: 'expected the name of a table, of 1 to 63 characters of a-z, 0-9 and _, not beginning with a digit',
  }),
  how: z.enum(loadHows),
  keys: z.string().regex(keyText, { error: 'expected names of columns joined by commas, or -' }),
});

/** What a load has made of a table: rows in the file, and what became of them. */
export const tableLoaded = z.object({
  rows: z.int(),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
});

export type TableLoaded = Readonly<z.output<typeof tableLoaded>>;
