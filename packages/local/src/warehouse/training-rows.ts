import type { ForecastSpec } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { lostSales } from './lost-sales.ts';
import { quoteName } from './quote.ts';

const calendarColumns = ['week', 'month', 'quarter', 'year', 'weekday'];
const covariates = ['promo', 'school_holiday', ...calendarColumns];

/** The column that says of a row without a target that its row of the file could not be loaded; no flow can name it. */
const rejectedColumn = 'target rejected';

/** Days after a store's last sale within which rejected rows are told of; what lies beyond is taken for a slip of the pen. */
const longestLostDays = 366;

/**
 * The query that turns the star schema into the rows a forecast learns from.
 *
 * One row per store and day, its columns named as in the flow: item, timestamp, target, covariates; and whether the
 * target is unknown because its row was rejected. Days whose covariates are known but which have no sale keep an empty
 * target, from the store's first sale on, so that future promotions are there to forecast with; sales without a
 * promotion row keep their covariates empty.
 */
export function trainingRows(forecast: ForecastSpec): string {
  const columns = [
    `joined.store_id as ${quoteName(forecast.item)}`,
    `joined.day as ${quoteName(forecast.timestamp)}`,
    `joined.total_sales::double as ${quoteName(forecast.target)}`,
    ...forecast.covariates.map(covariateColumn),
    `joined.is_lost as ${quoteName(rejectedColumn)}`,
  ];
  // Columns that people have added to the tables are left out at once, whatever they are called.
  return `with days as (select date_key, date_time::date as day, ${calendarColumns.join(', ')} from date_dim),
    sold as (select store_id, date_key, total_sales from store_sales),
    promoted as (select store_id, date_key, promo, school_holiday from store_promotions),
    sales as (select store_id, day from sold join days using (date_key)),
    ${lostSales(forecast.frequency)},
    known as (select *, true as is_known
      from sold full join promoted using (store_id, date_key) join days using (date_key)),
    joined as (select *, total_sales is null and was_lost is not null as is_lost,
        min(day) filter (total_sales is not null) over store as first_sale,
        max(day) filter (total_sales is not null) over store as last_sale
      from known full join (select store_id, day, true as was_lost from lost) using (store_id, day)
      window store as (partition by store_id))
    select ${columns.join(', ')}
    from joined
    where joined.day >= joined.first_sale
      and (joined.is_known or (joined.is_lost and joined.day <= joined.last_sale + ${longestLostDays}))
    order by joined.store_id, joined.day`;
}

function covariateColumn(name: string): string {
  if (covariates.includes(name)) return `joined.${quoteName(name)}`;
  throw new Problem({
    code: 'UnknownCovariate',
    message: `The warehouse knows no covariate "${name}". It knows ${covariates.join(', ')}.`,
    fix: "Name one of these in the flow's forecast.covariates.",
    whose: 'yours',
  });
}
