import type { ForecastSpec } from '@atelier/core';
import { Problem } from '@atelier/core';
import { quoteName } from './quote.ts';

const covariateSources: Readonly<Record<string, string>> = {
  promo: 'promotions.promo',
  school_holiday: 'promotions.school_holiday',
  week: 'dates.week',
  month: 'dates.month',
  quarter: 'dates.quarter',
  year: 'dates.year',
  weekday: 'dates.weekday',
};

/**
 * The query that turns the star schema into the rows a forecast learns from.
 *
 * One row per store and day, its columns named as in the flow: item, timestamp, target, covariates. Days whose covariates are known
 * but which have no sale keep an empty target, from the store's first sale on, so that future promotions are
 * there to forecast with; sales without a promotion row keep their covariates empty.
 */
export function trainingRows(forecast: ForecastSpec): string {
  const covariates = forecast.covariates.map((name) => `${covariateSource(name)} as ${quoteName(name)}`);
  const columns = [
    `store_id as ${quoteName(forecast.item)}`,
    `dates.date_time::date as ${quoteName(forecast.timestamp)}`,
    `sales.total_sales::double as ${quoteName(forecast.target)}`,
    ...covariates,
  ];
  return `select ${columns.join(', ')}
    from store_sales as sales
    full join store_promotions as promotions using (store_id, date_key)
    join date_dim as dates using (date_key)
    qualify dates.date_time >= min(dates.date_time) filter (sales.total_sales is not null) over (partition by store_id)
    order by store_id, dates.date_time`;
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
