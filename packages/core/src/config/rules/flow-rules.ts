import { nearest } from '../explaining/nearest.ts';
import { enumerate } from '../explaining/show.ts';
import { covariatesOf } from '../normalising/normalise-flow.ts';
import { dateColumns, promotionColumns } from '../schema/flow-inputs.ts';
import type { FlowRule } from './rule.ts';

const dateCovariates = dateColumns.filter((name) => !name.startsWith('date_'));
const promotionCovariates = promotionColumns.filter((name) => name !== 'store_id' && name !== 'sales_date');

const horizonFits: FlowRule = {
  reads: ['forecast.horizon', 'forecast.minimumRows'],
  *check({ file: { forecast } }) {
    const { horizon, minimumRows } = forecast;
    if (horizon * 4 <= minimumRows) return;
    yield {
      path: ['forecast', 'horizon'],
      code: 'HorizonTooLong',
      message: `A horizon of ${horizon} is more than a quarter of the shortest series, which has ${minimumRows} rows (minimumRows).`,
      fix: `Write at most ${Math.max(1, Math.floor(minimumRows / 4))}, or \`minimumRows: ${horizon * 4}\`.`,
    };
  },
};

const rowsAreLeftToTrainOn: FlowRule = {
  reads: ['forecast.horizon', 'forecast.minimumRows', 'forecast.holdout', 'forecast.backtestWindows'],
  *check({ file: { forecast } }) {
    const { horizon, minimumRows, backtestWindows } = forecast;
    const holdout = forecast.holdout ?? horizon;
    const kept = holdout + backtestWindows * horizon;
    if (kept < minimumRows) return;
    yield {
      path: ['forecast', 'minimumRows'],
      code: 'NothingToTrainOn',
      message: `Holdout and backtests take ${kept} rows (${holdout} + ${backtestWindows} x ${horizon}) of each series, but the shortest has ${minimumRows}.`,
      fix: `Write \`minimumRows: ${kept + horizon}\`, or fewer backtestWindows.`,
    };
  },
};

const quantilesAscend: FlowRule = {
  reads: ['forecast.quantiles'],
  *check({ file: { forecast } }) {
    const ascending = forecast.quantiles.toSorted();
    if (ascending.every((quantile, index) => quantile === forecast.quantiles[index])) return;
    yield {
      path: ['forecast', 'quantiles'],
      code: 'QuantileOrder',
      message: `Quantiles are given as ${enumerate(forecast.quantiles)}; they are named from the lowest to the highest.`,
      fix: `Write [${ascending.join(', ')}].`,
    };
  },
};

const covariatesAreKnown: FlowRule = {
  reads: ['inputs.promotions'],
  *check({ file: { forecast, inputs }, itemPath }) {
    const known: readonly string[] = [...promotionCovariates, ...dateCovariates];
    for (const covariate of forecast.covariates ?? []) {
      const path = itemPath(['forecast', 'covariates'], covariate);
      const message = `"${covariate}" is not known in advance. Known are ${enumerate(known)}.`;
      const meant = nearest(covariate, known);
      const fix = meant === undefined ? `Remove "${covariate}".` : `Write "${meant}".`;
      if (!known.includes(covariate)) yield { path, code: 'UnknownColumn', message, fix };
      else if (inputs.promotions === undefined && !dateCovariates.some((name) => name === covariate)) {
        const lacking = `"${covariate}" comes from the promotions file, and this flow has none.`;
        yield {
          path,
          code: 'UnknownColumn',
          message: lacking,
          fix: `Add inputs.promotions, or remove "${covariate}".`,
        };
      }
    }
  },
};

const fillsAreOfKnownColumns: FlowRule = {
  reads: ['forecast.covariates', 'forecast.target', 'inputs.promotions'],
  *check({ file }) {
    const { target, fills } = file.forecast;
    const known = [...covariatesOf(file), target];
    for (const [column, fill] of Object.entries(fills)) {
      const path = ['forecast', 'fills', column];
      if (!known.includes(column)) {
        const meant = nearest(column, known);
        const message = `"${column}" is neither a covariate nor the target. These are ${enumerate(known)}.`;
        const fix = meant === undefined ? `Remove "${column}", or add it to covariates.` : `Write "${meant}".`;
        yield { path, on: 'key', code: 'UnknownColumn', message, fix };
      }
      if (column === target && typeof fill === 'object' && fill.future !== undefined) {
        const message = `The future of "${target}" is what the flow forecasts; it cannot be filled.`;
        yield { path: [...path, 'future'], on: 'key', code: 'FutureTarget', message, fix: 'Remove `future`.' };
      }
    }
  },
};

const columnsDiffer: FlowRule = {
  reads: ['forecast.item', 'forecast.timestamp', 'forecast.target'],
  *check({ file: { forecast }, itemPath }) {
    const parts = new Map<string, string>();
    for (const part of ['item', 'timestamp', 'target'] as const) {
      const other = parts.get(forecast[part]);
      parts.set(forecast[part], part);
      if (other === undefined) continue;
      const message = `"${forecast[part]}" is both the ${other} and the ${part}; each is a column of its own.`;
      yield { path: ['forecast', part], code: 'SameColumn', message, fix: 'Name another column.' };
    }
    for (const covariate of (forecast.covariates ?? []).filter((name) => parts.has(name))) {
      const message = `"${covariate}" is the ${parts.get(covariate)}, so it cannot be a covariate.`;
      const path = itemPath(['forecast', 'covariates'], covariate);
      yield { path, code: 'SameColumn', message, fix: `Remove "${covariate}" from covariates.` };
    }
  },
};

const columnsComeFromOnePlace: FlowRule = {
  reads: [],
  *check({ file: { inputs } }) {
    for (const [name, input] of Object.entries(inputs)) {
      for (const column of Object.keys(input?.constants ?? {}).filter((our) => input?.columns[our] !== undefined)) {
        const message = `"${column}" is both a column of the file and a constant.`;
        yield {
          path: ['inputs', name, 'constants', column],
          on: 'key',
          code: 'Conflict',
          message,
          fix: 'Remove one of the two.',
        };
      }
    }
  },
};

const starTables = ['date_dim', 'store_dim', 'store_sales', 'store_promotions', 'rejected', 'loads'];

const tableIsFree: FlowRule = {
  reads: [],
  *check({ file: { batch } }) {
    if (!starTables.includes(batch.table)) return;
    const message = `"${batch.table}" is a table that the flow loads: forecasts would overwrite it.`;
    yield { path: ['batch', 'table'], code: 'ReservedName', message, fix: 'Write for example forecast.' };
  },
};

const calendarIsUsable: FlowRule = {
  reads: ['calendar', 'inputs.dates'],
  *check({ file: { calendar, inputs }, isGiven }) {
    if (calendar.from > calendar.to) {
      const message = `The calendar ends on ${calendar.to}, before it begins on ${calendar.from}.`;
      yield { path: ['calendar', 'to'], code: 'CalendarOrder', message, fix: 'Exchange the two days.' };
    }
    if (inputs.dates !== undefined && isGiven(['calendar'])) {
      const message = 'The dates come from a file, so no calendar is generated.';
      yield {
        path: ['calendar'],
        on: 'key',
        code: 'NoEffect',
        message,
        fix: 'Remove calendar, or remove inputs.dates.',
      };
    }
  },
};

/** Everything that a flow file must keep, beyond each value by itself. */
export const flowRules: readonly FlowRule[] = [
  horizonFits,
  rowsAreLeftToTrainOn,
  quantilesAscend,
  covariatesAreKnown,
  fillsAreOfKnownColumns,
  columnsDiffer,
  columnsComeFromOnePlace,
  tableIsFree,
  calendarIsUsable,
];
