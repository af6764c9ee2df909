import * as z from 'zod';
import { dateFormats } from '../../model/flow-spec.ts';
import { choice, section, text } from './fields.ts';

const salesColumns = [
  'store_id',
  'store_name',
  'store_address',
  'city',
  'state',
  'country',
  'sales_date',
  'total_sales',
] as const;
export const promotionColumns = ['store_id', 'sales_date', 'promo', 'school_holiday'] as const;
export const dateColumns = ['date_key', 'date_time', 'week', 'month', 'quarter', 'year', 'weekday'] as const;

const columnName = text(/^\S(.*\S)?$/, "the name of one of the file's columns", 'Store');
const constant = z.union([z.string(), z.number()], { error: 'text or a number' }).meta({ examples: [0] });

function forEach<Value extends z.ZodType>(columns: readonly string[], value: Value) {
  return section(Object.fromEntries(columns.map((column) => [column, value.optional()])));
}

function input(columns: readonly string[], example: string) {
  const path = text(
    /^(?![A-Za-z0-9]+:\/\/)\S(.*\S)?$/,
    'the path of a CSV file, from the folder of the flow file',
    example,
  );
  return section({
    file: path.describe('CSV file with a header, from the folder of the flow file.'),
    columns: forEach(columns, columnName)
      .describe("Our column: the file's column. Only where the two differ.")
      .prefault({}),
    constants: forEach(columns, constant)
      .describe('Our column: the value it has in every row. For columns that the file does not have.')
      .prefault({}),
    dateFormat: choice(dateFormats).describe('How the file writes days.').default('yyyy-MM-dd'),
  });
}

/** The files that a flow loads. */
export const inputs = section({
  sales: input(salesColumns, '../data/store_sales.csv').describe('Sales of each store and day.'),
  promotions: input(promotionColumns, '../data/store_promotions.csv')
    .describe('Promotions and school holidays of each store and day. Default: there are none.')
    .optional(),
  dates: input(dateColumns, '../data/date_dim.csv')
    .describe('The date dimension. Default: it is generated from `calendar`.')
    .optional(),
});
