/** A flow with every default filled in: what the workers receive as JSON. */
export interface FlowSpec {
  readonly flow: string;
  readonly inputs: FlowInputs;
  /** The share of an input's rows, from 0 to 1, that may be rejected; above it a run stops before anything is changed. */
  readonly rejectLimit: number;
  readonly earlierRows: EarlierRows;
  readonly calendar: CalendarSpec;
  readonly forecast: ForecastSpec;
  readonly serving: { readonly endpoint: string };
  readonly batch: { readonly table: string };
}

export const earlierRows = ['refuse', 'keep'] as const;
/** Whether a run may load other files, or the same ones read otherwise, beside the rows that its flow loaded before. */
export type EarlierRows = (typeof earlierRows)[number];

export interface FlowInputs {
  readonly sales: InputSpec;
  readonly promotions: InputSpec | null;
  /** Null: the calendar is generated. */
  readonly dates: InputSpec | null;
}

/** One CSV file and how its columns become ours. */
export interface InputSpec {
  /** Absolute path. */
  readonly file: string;
  /** The folder that the flow's file names, absolute: the file must not lie outside of it by way of a link. */
  readonly within: string;
  /** Our column to the file's column, only where they differ. */
  readonly columns: Readonly<Record<string, string>>;
  /** Our column to the value it has in every row, for columns that the file does not have. */
  readonly constants: Readonly<Record<string, string | number>>;
  readonly dateFormat: DateFormat;
}

export const dateFormats = [
  'yyyy-MM-dd',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd.MM.yyyy',
  'yyyyMMdd',
] as const;
export type DateFormat = (typeof dateFormats)[number];

/** The generated date dimension, both days included. */
export interface CalendarSpec {
  /** yyyy-MM-dd */
  readonly from: string;
  /** yyyy-MM-dd */
  readonly to: string;
  /** `date_key` of the first day. */
  readonly firstKey: number;
}

export interface ForecastSpec {
  readonly item: string;
  readonly timestamp: string;
  readonly target: string;
  /** Columns known in advance, also for the days to forecast. */
  readonly covariates: readonly string[];
  /** One entry for each covariate and for the target. */
  readonly fills: Readonly<Record<string, FillSpec>>;
  /** A token such as D, W or 3M. */
  readonly frequency: string;
  /** Steps to forecast. */
  readonly horizon: number;
  /** Such as p50, ascending. */
  readonly quantiles: readonly string[];
  /** Series with fewer rows are left out, and counted. */
  readonly minimumRows: number;
  /** Last steps of each series, kept away from training and selection. */
  readonly holdout: number;
  /** Windows of `horizon` steps before the holdout. */
  readonly backtestWindows: number;
  readonly timeBudgetSeconds: number;
  readonly candidates: readonly Candidate[];
}

export const fillMethods = ['zero', 'mean', 'median', 'min', 'max'] as const;
/** How an unknown value is replaced: from the series' own known values, or by a number. */
export type FillMethod = (typeof fillMethods)[number] | number;

export interface FillSpec {
  /** Between known rows; a target whose row was rejected is estimated instead. */
  readonly middle: FillMethod;
  /** After the last known row. */
  readonly back: FillMethod;
  /** In the steps to forecast; has no meaning for the target. */
  readonly future: FillMethod;
}

export const candidates = ['seasonal-naive', 'npts', 'ets', 'theta', 'arima', 'lightgbm'] as const;
export type Candidate = (typeof candidates)[number];
