import * as z from 'zod';
import type { Frozen } from './schema-of.ts';

const dayInSeconds = 86_400;

/** A notebook to run, and with what. */
export const notebookRun = z.strictObject({
  /** The file's text. */
  notebook: z.string(),
  /** Under which its outputs are kept, and by which its log calls it. */
  name: z.string().regex(/^[^\p{Cc}/]{1,200}$/u, { error: 'expected the name of a file, of 1 to 200 characters' }),
  /** Values for its cell of parameters, by their names in Python. */
  parameters: z.record(z.string(), z.json()),
  /** After which it is ended. */
  timeoutSeconds: z.int().min(1).max(dayInSeconds),
});

const news = z.union([
  /** Others come first. */
  z.strictObject({ waiting: z.strictObject({}) }),
  /** A cell begins; `title` is its first line. */
  z.strictObject({ cell: z.strictObject({ index: z.int(), cells: z.int(), title: z.string() }) }),
  /** The next characters of the executed notebook, also of one that failed. */
  z.strictObject({ piece: z.string() }),
  /** Where its outputs are kept in the person's home, how many cells of code there were, and how long they took. */
  z.strictObject({ ran: z.strictObject({ file: z.string(), cells: z.int(), seconds: z.number() }) }),
]);

/** News of a notebook that runs; the last is where it is kept, unless it fails. */
export type NotebookNews = Frozen<z.output<typeof news>>;

export const notebookNews: z.ZodType<NotebookNews> = news;
