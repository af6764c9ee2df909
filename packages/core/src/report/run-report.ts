import type { GapReport } from './gap-report.ts';
import { allReasons, type LoadReport } from './load-report.ts';

/** How good one way of forecasting was on the backtests; smaller is better for every error. */
export interface LeaderboardRow {
  readonly name: string;
  /** Weighted quantile loss. */
  readonly wql: number | null;
  readonly wape: number | null;
  readonly mase: number | null;
  readonly rmse: number | null;
  readonly mape: number | null;
  readonly seconds: number;
  /** Why a candidate has no part in the ensemble, where it was dropped. */
  readonly reason?: string;
}

interface Errors {
  readonly wql: number;
  readonly wape: number;
}

/** What a finished run of a flow gave. */
export interface RunReport {
  readonly flow: string;
  readonly execution: string;
  readonly load: LoadReport & {
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
  readonly train: {
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
  readonly model: { readonly name: string; readonly version: number };
  /** Its name in the project, and the unix socket that it answers on. */
  readonly endpoint: { readonly name: string; readonly socket: string };
  readonly batch: { readonly rows: number; readonly path: string; readonly table: string };
  readonly seconds: number;
}

/** What each step of a flow's document resulted in, as its execution hands it on. */
export interface FlowOutput {
  readonly load: LoadReport;
  readonly merge: Pick<RunReport['load'], 'tables' | 'earlier' | 'renamedStores' | 'rejected'>;
  readonly train: RunReport['train'];
  readonly register: RunReport['model'];
  readonly deploy: { readonly endpoint: string; readonly socket: string };
  readonly batch: { readonly rows: number; readonly path: string };
  readonly publish: { readonly table: string };
}

/** Put the results of a flow's steps into one report. */
export function runReport(
  run: { readonly flow: string; readonly execution: string; readonly seconds: number },
  output: FlowOutput,
): RunReport {
  const { leaderboard, ensemble, baseline, holdout, importance, items, skippedItems, gaps } = output.train;
  const { inputs, rejectedFile } = output.load;
  return {
    flow: run.flow,
    execution: run.execution,
    load: { ...output.merge, reasons: allReasons(output.load), inputs, rejectedFile },
    train: { leaderboard, ensemble, baseline, holdout, importance, items, skippedItems, gaps },
    model: { name: output.register.name, version: output.register.version },
    endpoint: { name: output.deploy.endpoint, socket: output.deploy.socket },
    batch: { rows: output.batch.rows, path: output.batch.path, table: output.publish.table },
    seconds: run.seconds,
  };
}
