import * as z from 'zod';
import { candidates, fillMethods } from '../../model/flow-spec.ts';
import { seconds } from './durations.ts';
import { choice, list, named, section, text, whole } from './fields.ts';

function column(example: string) {
  return text(/^[a-z_][a-z0-9_]{0,62}$/, 'a column: at most 63 characters of a-z, 0-9 and _', example);
}

const fillMethod = z
  .union([choice(fillMethods), z.number()], { error: `${fillMethods.join(', ')}, or a number` })
  .meta({ examples: ['zero'] });

const fill = z
  .union(
    [
      fillMethod,
      section({
        middle: fillMethod.describe('Between known rows.').default('zero'),
        back: fillMethod.describe('After the last known row.').default('zero'),
        future: fillMethod.describe('In the steps to forecast; not for the target.').optional(),
      }),
    ],
    { error: `${fillMethods.join(', ')}, a number, or a map of middle, back and future` },
  )
  .meta({ examples: ['zero'] });

/** Autopilot's grammar without its hours and minutes: the tables hold one row for each store and day. */
const frequency = /^(1?Y|([1-9]|1[01])?M|[1-4]?W|[1-6]?D)$/;

export const forecast = section({
  item: column('store_id').describe('Column that says which series a row belongs to.').default('store_id'),
  timestamp: column('sales_date').describe('Column that says when.').default('sales_date'),
  target: column('total_sales').describe('Column to forecast.').default('total_sales'),
  covariates: list(column('promo'), 'a list of at most 13 columns', { max: 13 })
    .describe('Columns known in advance. Default: promo and school_holiday if there is a promotions file, else none.')
    .optional(),
  fills: named(column('promo'), fill)
    .describe('How unknown values are replaced, by column. Default: zero for every column.')
    .default({}),
  frequency: text(frequency, 'Y, 1 to 11 M, 1 to 4 W or 1 to 6 D, such as D: the tables hold whole days', 'D')
    .describe('Time from one step to the next.')
    .default('D'),
  horizon: whole(1, 500)
    .meta({ examples: [5] })
    .describe('How many steps to forecast.'),
  quantiles: list(text(/^p(0[1-9]|[1-9][0-9])$/, 'a quantile from p01 to p99', 'p50'), 'a list of 1 to 5 quantiles', {
    min: 1,
    max: 5,
  })
    .describe('Quantiles of the forecast, ascending.')
    .default(['p10', 'p50', 'p90']),
  minimumRows: whole(4, 1_000_000).describe('Series with fewer rows are left out and counted.').default(25),
  holdout: whole(1, 500)
    .describe('Last steps of each series that are kept away for the final score. Default: the horizon.')
    .optional(),
  backtestWindows: whole(1, 20)
    .describe('How often candidates are compared, each time over one horizon before the holdout.')
    .default(3),
  timeBudget: seconds('1s', '24h', '2m').describe('Time for all of the training.').default('2m'),
  candidates: list(choice(candidates), `a list of some of ${candidates.join(', ')}`, { min: 1 })
    .describe('Models that compete. Default: all.')
    .default([...candidates]),
});
