import type { GapReport } from './gap-report.ts';
import { allReasons, type LoadReport } from './load-report.ts';
import type { RunReport } from './run-report.ts';

/**
 * How good one way of forecasting was on the backtests; smaller is better for every error.
 *
 * Null where it was dropped before any; absent where an error is not defined, such as MAPE of zeros.
 */
export interface LeaderboardRow {
  readonly name: string;
  /** Weighted quantile loss. */
  readonly wql?: number | null;
  readonly wape?: number | null;
  readonly mase?: number | null;
  readonly rmse?: number | null;
  readonly mape?: number | null;
  /** On the last steps, which no selection has seen. */
  readonly holdoutWql?: number;
  readonly holdoutWape?: number;
  readonly seconds: number;
  /** Why a candidate has no part in the ensemble, where it was dropped. */
  readonly reason?: string;
}

/** Those that are defined. */
interface Errors {
  readonly wql?: number;
  readonly wape?: number;
  readonly mase?: number;
  readonly rmse?: number;
  readonly mape?: number;
}

/** Results of a finished run of a flow; of each step that its document has. */
export interface FlowReport extends Omit<RunReport, 'output'> {
  readonly kind: 'flow';
  readonly flow: string;
  readonly load?: LoadReport & {
    /** Rows in each table after the load. */
    readonly tables: Readonly<Record<string, number>>;
    /** Rows of store_sales and store_promotions that earlier loads brought and these files do not have. */
    readonly earlier: Readonly<Record<string, number>>;
    /** Stores whose description was another one before. */
    readonly renamedStores: number;
    /** Rows of the input files that could not be loaded. */
    readonly rejected: number;
    /** The same rows by the kind of reason. */
    readonly reasons: Readonly<Record<string, number>>;
  };
  readonly train?: {
    readonly leaderboard: readonly LeaderboardRow[];
    readonly ensemble: Errors & { readonly weights: Readonly<Record<string, number>> };
    /** Seasonal naive on the same backtests. */
    readonly baseline: Errors;
    /** The ensemble on the last steps, which no selection has seen. */
    readonly holdout: Errors & { readonly baselineWql: number; readonly baselineWape: number };
    readonly importance: Readonly<Record<string, number>>;
    readonly items: number;
    readonly skippedItems: number;
    readonly gaps: GapReport;
  };
  readonly model?: { readonly name: string; readonly version: number };
  /** Its name in the project, and the unix socket that it answers on. */
  readonly endpoint?: { readonly name: string; readonly socket: string };
  readonly batch?: { readonly rows: number; readonly path: string; readonly table: string };
}

/** Results of each step of a flow's document, as its execution hands them on. */
export interface FlowOutput {
  readonly load: LoadReport;
  readonly merge: Pick<NonNullable<FlowReport['load']>, 'tables' | 'earlier' | 'renamedStores' | 'rejected'>;
  readonly train: NonNullable<FlowReport['train']>;
  readonly register: NonNullable<FlowReport['model']>;
  readonly deploy: { readonly endpoint: string; readonly socket: string };
  readonly batch: { readonly rows: number; readonly path: string };
  readonly publish: { readonly table: string };
}

/** Put what a flow's document handed on into the words of a flow. */
export function flowReport(flow: string, { output, ...run }: RunReport): FlowReport {
  const { load, merge, train, register, deploy, batch, publish } = (output ?? {}) as unknown as Partial<FlowOutput>;
  return {
    ...run,
    kind: 'flow',
    flow,
    ...(load && merge && { load: loadPart(load, merge) }),
    ...(train && { train: trainPart(train) }),
    ...(register && { model: { name: register.name, version: register.version } }),
    ...(deploy && { endpoint: { name: deploy.endpoint, socket: deploy.socket } }),
    ...(batch && publish && { batch: { rows: batch.rows, path: batch.path, table: publish.table } }),
  };
}

export function isFlowReport(report: RunReport): report is FlowReport {
  return report.kind === 'flow';
}

function loadPart(load: LoadReport, merge: FlowOutput['merge']): NonNullable<FlowReport['load']> {
  const { inputs, rejectedFile } = load;
  return { ...merge, reasons: allReasons(load), inputs, rejectedFile };
}

/** Without what is the next step's business alone. */
function trainPart(train: FlowOutput['train']): NonNullable<FlowReport['train']> {
  const { leaderboard, ensemble, baseline, holdout, importance, items, skippedItems, gaps } = train;
  return { leaderboard, ensemble, baseline, holdout, importance, items, skippedItems, gaps };
}
