import * as z from 'zod';
import type { FlowReport, LeaderboardRow } from '../report/flow-report.ts';
import type { GapReport } from '../report/gap-report.ts';
import type { LoadReport } from '../report/load-report.ts';
import type { StateReport } from '../report/run-report.ts';
import { schemaOf } from './schema-of.ts';

const counts = z.record(z.string(), z.number());
const perhaps = z.number().optional();
const error = z.number().nullable().optional();
const errors = { wql: perhaps, wape: perhaps, mase: perhaps, rmse: perhaps, mape: perhaps };

const loadFields = {
  inputs: z.array(
    z.object({
      input: z.enum(['sales', 'promotions', 'dates']),
      file: z.string(),
      sha256: z.string(),
      read: z.number(),
      loaded: z.number(),
      rejected: z.number(),
      reasons: counts,
      examples: z.array(z.object({ line: z.number(), reason: z.string(), row: z.string() })),
      unplaced: z.number(),
    }),
  ),
  rejectedFile: z.string().nullable(),
};

export const loadReportSchema = schemaOf<LoadReport>()(z.object(loadFields));

const leaderboardRow = schemaOf<LeaderboardRow>()(
  z.object({
    name: z.string(),
    wql: error,
    wape: error,
    mase: error,
    rmse: error,
    mape: error,
    holdoutWql: perhaps,
    holdoutWape: perhaps,
    seconds: z.number(),
    reason: z.string().optional(),
  }),
);

const gapReport = schemaOf<GapReport>()(
  z.object({
    steps: z.number(),
    missing: z.number(),
    fill: z.union([z.string(), z.number()]),
    longest: z.object({ item: z.string(), from: z.string(), steps: z.number() }).nullable(),
    rejected: z.number(),
    late: z.number(),
    crowded: z.number(),
    partial: z.number(),
    ahead: z.number(),
    covariates: z.record(z.string(), z.object({ past: z.number(), ahead: z.number() })),
  }),
);

const stateReport = schemaOf<StateReport>()(
  z.object({
    name: z.string(),
    title: z.string(),
    type: z.enum(['Task', 'Wait', 'Choice', 'Parallel', 'Map']),
    depth: z.number(),
    visits: z.number(),
    attempts: z.number(),
    caught: z.number(),
    unfinished: z.number(),
    seconds: z.number(),
    answeredBy: z.array(z.string()),
  }),
);

/** The report of a finished run of a flow, as the command line gets it. */
export const flowReportSchema = schemaOf<FlowReport>()(
  z.object({
    kind: z.literal('flow'),
    subject: z.string(),
    states: z.array(stateReport),
    flow: z.string(),
    execution: z.string(),
    load: z
      .object({
        ...loadFields,
        tables: counts,
        earlier: counts,
        renamedStores: z.number(),
        rejected: z.number(),
        reasons: counts,
      })
      .optional(),
    train: z
      .object({
        leaderboard: z.array(leaderboardRow),
        ensemble: z.object({ ...errors, weights: counts }),
        baseline: z.object(errors),
        holdout: z.object({ ...errors, baselineWql: z.number(), baselineWape: z.number() }),
        importance: counts,
        items: z.number(),
        skippedItems: z.number(),
        gaps: gapReport,
      })
      .optional(),
    model: z.object({ name: z.string(), version: z.number() }).optional(),
    endpoint: z.object({ name: z.string(), socket: z.string() }).optional(),
    batch: z.object({ rows: z.number(), path: z.string(), table: z.string() }).optional(),
    seconds: z.number(),
  }),
);
