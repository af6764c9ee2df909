import type { DuckDBConnection } from '@duckdb/node-api';
import type { LoadOrigin } from './load-origin.ts';
import { quoteText } from './quote.ts';

/** A load as the warehouse remembers it. */
export interface Load {
  readonly execution: string;
  readonly flow: string;
  /** In words. */
  readonly calendar: string;
  readonly origins: readonly LoadOrigin[];
}

const latest = `select flow, execution, calendar, input, file, sha256, reading, rows_read, rows_loaded, rows_rejected
  from loads where execution = (from loads select execution order by loaded_at desc, rowid desc limit 1)`;

/** The load before this one, whichever flow's it was; undefined when none is remembered. */
export async function lastLoad(connection: DuckDBConnection): Promise<Load | undefined> {
  const rows = (await connection.runAndReadAll(latest)).getRows();
  const [first] = rows;
  if (first === undefined) return undefined;
  const [flow, execution, calendar] = first.map(String) as [string, string, string];
  const origins = rows.map((row) => {
    const [input, file, sha256, reading] = row.slice(3, 7).map(String) as [string, string, string, string];
    const [read, loaded, rejected] = row.slice(7).map(Number) as [number, number, number];
    return { input, file, sha256, reading, read, loaded, rejected };
  });
  return { flow, execution, calendar, origins };
}

/** Remember a load; merged again after a crash, the same execution is remembered once. */
export async function rememberLoad(connection: DuckDBConnection, load: Load, at: Date): Promise<void> {
  const execution = quoteText(load.execution);
  await connection.run(`delete from loads where execution = ${execution}`);
  for (const { input, file, sha256, reading, read, loaded, rejected } of load.origins) {
    const texts = [load.flow, at.toISOString().slice(0, -1), load.calendar, input, file, sha256, reading].map(
      quoteText,
    );
    await connection.run(`insert into loads (execution, flow, loaded_at, calendar, input, file, sha256, reading, rows_read,
      rows_loaded, rows_rejected) values (${[execution, ...texts, read, loaded, rejected].join(', ')})`);
  }
}
