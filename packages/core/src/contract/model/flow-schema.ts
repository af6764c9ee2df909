import * as z from 'zod';
import { shortName } from '../../config/schema/names.ts';
import {
  candidates,
  dateFormats,
  earlierRows,
  type FlowSpec,
  type ForecastSpec,
  fillMethods,
  type InputSpec,
} from '../../model/flow-spec.ts';
import { schemaOf } from '../schema-of.ts';

const inputSchema = schemaOf<InputSpec>()(
  z.strictObject({
    file: z.string(),
    within: z.string(),
    columns: z.record(z.string(), z.string()),
    constants: z.record(z.string(), z.union([z.string(), z.number()])),
    dateFormat: z.enum(dateFormats),
  }),
);

const fillMethod = z.union([z.enum(fillMethods), z.number()]);

const forecastSchema = schemaOf<ForecastSpec>()(
  z.strictObject({
    item: z.string(),
    timestamp: z.string(),
    target: z.string(),
    covariates: z.array(z.string()),
    fills: z.record(z.string(), z.strictObject({ middle: fillMethod, back: fillMethod, future: fillMethod })),
    frequency: z.string(),
    horizon: z.int(),
    quantiles: z.array(z.string()),
    minimumRows: z.int(),
    holdout: z.int(),
    backtestWindows: z.int(),
    timeBudgetSeconds: z.number(),
    candidates: z.array(z.enum(candidates)),
  }),
);

/** A flow with every default filled in. */
export const flowSchema = schemaOf<FlowSpec>()(
  z.strictObject({
    flow: shortName('sales-forecasting'),
    inputs: z.strictObject({
      sales: inputSchema,
      promotions: inputSchema.nullable(),
      dates: inputSchema.nullable(),
    }),
    rejectLimit: z.number(),
    earlierRows: z.enum(earlierRows),
    calendar: z.strictObject({ from: z.string(), to: z.string(), firstKey: z.int() }),
    forecast: forecastSchema,
    serving: z.strictObject({ endpoint: shortName('sales-forecasting') }),
    batch: z.strictObject({ table: z.string() }),
  }),
);
