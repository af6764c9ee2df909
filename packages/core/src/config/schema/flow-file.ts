import type * as z from 'zod';
import { earlierRows } from '../../model/flow-spec.ts';
import { choice, section, share, text, whole } from './fields.ts';
import { forecast } from './flow-forecast.ts';
import { inputs } from './flow-inputs.ts';
import { shortName } from './names.ts';

function day(example: string) {
  const accepts = 'a day written yyyy-MM-dd';
  return text(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, accepts, example).refine(exists, { error: accepts });
}

function exists(written: string): boolean {
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written);
}

const calendar = section({
  from: day('2010-01-01').describe('First day.').default('2010-01-01'),
  to: day('2029-12-31').describe('Last day.').default('2029-12-31'),
  firstKey: whole(0, 1_000_000_000).describe('date_key of the first day.').default(1001),
});

/** The whole of a flow file. */
export const flowFile = section({
  flow: shortName('sales-forecasting').describe('Name of the flow.'),
  inputs: inputs.describe('The files to load.'),
  rejectLimit: share('5%')
    .describe('Share of the rows of an input that may be rejected; above it the run stops and nothing is changed.')
    .default('5%'),
  earlierRows: choice(earlierRows)
    .describe('Rows that other files brought before: refuse to load beside them, or keep them.')
    .default('refuse'),
  calendar: calendar.describe('The generated date dimension; used when there is no dates file.').prefault({}),
  forecast: forecast.describe('What to forecast, and how.'),
  serving: section({
    endpoint: shortName('sales-forecasting').describe("Name of the endpoint. Default: the flow's name.").optional(),
  })
    .describe('Where forecasts are asked for.')
    .prefault({}),
  batch: section({
    table: text(/^[a-z_][a-z0-9_]{0,62}$/, 'a table: at most 63 characters of a-z, 0-9 and _', 'forecast')
      .describe("Table in the project's warehouse.")
      .default('forecast'),
  })
    .describe('Where the forecasts of every series are kept.')
    .prefault({}),
});

/** The file with its defaults, as it is written. */
export type FlowFile = z.output<typeof flowFile>;
