import { Problem } from '@atelier/problem';
import type { DuckDBConnection } from '@duckdb/node-api';
import { columnsByTable, isView } from './star-schema.ts';

/**
 * Refuse to put forecasts in the place of a table that holds something else.
 *
 * Forecasts are known by their columns: the item, the time, the mean, then quantiles.
 *
 * @throws Problem TableNotForecasts.
 */
export async function refuseOtherTable(connection: DuckDBConnection, table: string): Promise<void> {
  const columns = (await columnsByTable(connection)).get(table.toLowerCase());
  if (columns === undefined) return;
  const [, , mean, ...quantiles] = columns;
  const view = await isView(connection, table);
  if (!view && mean === 'mean' && quantiles.every((name) => /^p[0-9]{2}$/.test(name))) return;
  throw new Problem({
    code: 'TableNotForecasts',
    message: view
      ? `${table} is a view, and the batch of this flow would put a table in its place.`
      : `The table ${table} holds no forecasts (its columns are ${columns.join(', ')}), and the batch of this flow would replace it.`,
    fix: 'Name another table under batch.table in the flow file, or rename this one with SQL.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
