import type { ForecastSpec } from '@atelier/core';
import { Problem } from '@atelier/core/problem';
import { lostSales } from './lost-sales.ts';
import { quoteName } from './quote.ts';

const covariateSources: Readonly<Record<string, string>> = {
  promo: 'promo',
  school_holiday: 'school_holiday',
  week: 'dates.week',
  month: 'dates.month',
  quarter: 'dates.quarter',
  year: 'dates.year',
  weekday: 'dates.weekday',
};

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
  const covariates = forecast.covariates.map((name) => `${covariateSource(name)} as ${quoteName(name)}`);
  const columns = [
    `store_id as ${quoteName(forecast.item)}`,
    `day as ${quoteName(forecast.timestamp)}`,
    `total_sales::double as ${quoteName(forecast.target)}`,
    ...covariates,
    `is_lost as ${quoteName(rejectedColumn)}`,
  ];
  return `with sales as (select store_id, date_time::date as day, total_sales from store_sales join date_dim using (date_key)),
    promotions as (select store_id, date_time::date as day, promo, school_holiday
      from store_promotions join date_dim using (date_key)),
    ${lostSales(forecast.frequency)},
    joined as (select store_id, day, total_sales, promo, school_holiday, promotions.day is not null as is_promoted,
        total_sales is null and was_lost is not null as is_lost,
        min(day) filter (total_sales is not null) over store as first_sale,
        max(day) filter (total_sales is not null) over store as last_sale
      from sales full join promotions using (store_id, day)
        full join (select store_id, day, true as was_lost from lost) using (store_id, day)
      window store as (partition by store_id))
    select ${columns.join(', ')}
    from joined left join date_dim as dates on dates.date_time = day
    where day >= first_sale
      and (total_sales is not null or is_promoted or (is_lost and day <= last_sale + ${longestLostDays}))
    order by store_id, day`;
}

function covariateSource(name: string): string {
  const source = covariateSources[name];
  if (source !== undefined) return source;
  throw new Problem({
    code: 'UnknownCovariate',
    message: `The warehouse knows no covariate "${name}". It knows ${Object.keys(covariateSources).join(', ')}.`,
    fix: "Name one of these in the flow's forecast.covariates.",
    whose: 'yours',
  });
}
