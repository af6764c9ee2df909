import { Problem } from '@atelier/problem';
import type { DuckDBConnection } from '@duckdb/node-api';
import { askOne } from './ask-one.ts';
import type { Load } from './loads.ts';
import { emptyingSql } from './star-schema.ts';

const contradiction = `select date_key, known.date_time::date::varchar, staged.date_time::date::varchar
  from date_dim known join staged_date_dim staged using (date_key) where known.date_time <> staged.date_time
  union all select staged.date_key, known.date_key::varchar, known.date_time::date::varchar
  from date_dim known join staged_date_dim staged using (date_time) where known.date_key <> staged.date_key
  order by date_key limit 1`;

/**
 * Refuse a calendar that gives a day of the tables another key, or a key another day: rows that are loaded would move
 * to other dates.
 *
 * @throws Problem CalendarChanged with both calendars.
 */
export async function refuseOtherCalendar(
  connection: DuckDBConnection,
  { project, origins }: Load & { readonly project: string },
): Promise<void> {
  if ((await askOne(connection, contradiction)).length === 0) return;
  const known = await spanOf(connection, 'date_dim');
  const staged = await spanOf(connection, 'staged_date_dim');
  const dates = origins.find(({ input }) => input === 'dates');
  throw new Problem({
    code: 'CalendarChanged',
    message: `The calendar of this run numbers days otherwise than the tables of ${project}: theirs goes ${known.words}, the run's ${staged.words}. Rows that are loaded would move to other dates.`,
    fix: `${dates === undefined ? keepKeys(known, staged) : `Give the days of ${dates.file} the keys that they have in the tables`}; or empty the tables and run the flow again: atelier sql ${project} "${emptyingSql}".`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/** The fix by which the generated calendar begins where it now does and every known day keeps its key. */
function keepKeys(known: CalendarSpan, staged: CalendarSpan): string {
  const firstKey = known.firstKey - (Date.parse(known.from) - Date.parse(staged.from)) / 86_400_000;
  return firstKey < 0
    ? 'Let the calendar begin as it did'
    : `Write "firstKey: ${firstKey}" under calendar in the flow file, which keeps the keys of the tables`;
}

interface CalendarSpan {
  readonly from: string;
  readonly firstKey: number;
  readonly words: string;
}

async function spanOf(connection: DuckDBConnection, table: string): Promise<CalendarSpan> {
  const [from, firstKey, to, lastKey] = await askOne(
    connection,
    `select min(date_time)::date::varchar, arg_min(date_key, date_time), max(date_time)::date::varchar,
      arg_max(date_key, date_time) from ${table}`,
  );
  return {
    from: String(from),
    firstKey: Number(firstKey),
    words: `from ${from} (date_key ${firstKey}) to ${to} (date_key ${lastKey})`,
  };
}
