import type { FillSpec, FlowSpec, ForecastSpec, InputSpec } from '../../model/flow-spec.ts';
import { namedPath } from '../reading/named-path.ts';
import type { FlowFile } from '../schema/flow-file.ts';
import { secondsOf } from './duration.ts';
import { shareOf } from './share.ts';

/** The flow with every default filled in and its paths absolute, from `folder` on. */
export function normaliseFlow(written: FlowFile, folder: string): FlowSpec {
  const { sales, promotions, dates } = written.inputs;
  return {
    flow: written.flow,
    inputs: {
      sales: normaliseInput(sales, folder),
      promotions: promotions === undefined ? null : normaliseInput(promotions, folder),
      dates: dates === undefined ? null : normaliseInput(dates, folder),
    },
    rejectLimit: shareOf(written.rejectLimit),
    earlierRows: written.earlierRows,
    calendar: written.calendar,
    forecast: normaliseForecast(written),
    serving: { endpoint: written.serving.endpoint ?? written.flow },
    batch: written.batch,
  };
}

function normaliseInput(input: FlowFile['inputs']['sales'], folder: string): InputSpec {
  const { file, columns, constants, dateFormat } = input;
  const { path, within } = namedPath(folder, file);
  return { file: path, within, columns: withoutGaps(columns), constants: withoutGaps(constants), dateFormat };
}

/** The same map without keys that have no value. */
function withoutGaps<Value>(map: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(map).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

function normaliseForecast(written: FlowFile): ForecastSpec {
  const { timeBudget, fills, holdout, covariates: _, ...forecast } = written.forecast;
  const covariates = covariatesOf(written);
  const columns = [...covariates, forecast.target];
  return {
    ...forecast,
    covariates,
    fills: Object.fromEntries(
      columns.map((column) => [column, normaliseFill(Object.hasOwn(fills, column) ? fills[column] : undefined)]),
    ),
    holdout: holdout ?? forecast.horizon,
    timeBudgetSeconds: secondsOf(timeBudget),
  };
}

/** The columns known in advance: as given, or those of the promotions file. */
export function covariatesOf({ forecast, inputs }: FlowFile): readonly string[] {
  return forecast.covariates ?? (inputs.promotions === undefined ? [] : ['promo', 'school_holiday']);
}

function normaliseFill(fill: FlowFile['forecast']['fills'][string] | undefined): FillSpec {
  if (typeof fill === 'object') return { middle: fill.middle, back: fill.back, future: fill.future ?? 'zero' };
  const method = fill ?? 'zero';
  return { middle: method, back: method, future: method };
}
