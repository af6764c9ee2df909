import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FlowStep, refuseManyRejects } from '@atelier/core';
import { openInputs } from './open-inputs.ts';
import { stagedLoad } from './staged-load.ts';
import { given, runExchange, type Step, type StepInput, type StepPlace, stepWorker } from './step.ts';

/** The steps that bring files into the warehouse and rows out of it. */
export function dataSteps(
  place: StepPlace,
): Readonly<Record<FlowStep & ('load' | 'merge' | 'extract' | 'publish'), Step>> {
  const { warehouse } = place;
  return {
    load: async (input, context) => {
      await using inputs = await openInputs(input.flow.inputs);
      const staging = stagingFolder(place, input);
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true, mode: 0o700 });
      // Spark talks to its own Java and its own workers over the loopback.
      const spark = place.engine === 'spark' ? ({ reach: 'loopback', processes: 'many' } as const) : {};
      const rejectedFile = join(runExchange(place, input), 'rejected.csv');
      const task = { step: 'load', flow: input.flow, staging, rejectedFile, engine: place.engine };
      const sees = { opened: inputs.files, readWrite: [runExchange(place, input)] };
      return await stepWorker(place, input, context, { task, ...sees, ...spark });
    },
    merge: async (input) => {
      const load = given(input, 'load');
      refuseManyRejects(load, input.flow.rejectLimit);
      return warehouse.merge(stagedLoad(input, load, place));
    },
    extract: async (input) => {
      const path = join(runExchange(place, input), 'training.parquet');
      return { path, rows: await warehouse.extract(input.flow.forecast, path) };
    },
    publish: async (input) => {
      const { table } = input.flow.batch;
      const rows = await warehouse.replace(table, given(input, 'batch').path);
      rmSync(stagingFolder(place, input), { recursive: true, force: true });
      return { table, rows };
    },
  };
}

/** Rows on their way into the warehouse; removed when the run is done. */
function stagingFolder(place: StepPlace, input: StepInput): string {
  return join(runExchange(place, input), 'staging');
}
