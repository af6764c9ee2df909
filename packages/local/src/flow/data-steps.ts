import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowSpec, FlowStep } from '@atelier/core';
import { given, runExchange, type Step, type StepInput, type StepPlace, stepWorker } from './step.ts';

/** The steps that bring files into the warehouse and rows out of it. */
export function dataSteps(
  place: StepPlace,
): Readonly<Record<FlowStep & ('load' | 'merge' | 'extract' | 'publish'), Step>> {
  const { warehouse } = place;
  return {
    load: (input, context) => {
      const staging = stagingFolder(place, input);
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true, mode: 0o700 });
      // Spark talks to its own Java and its own workers over the loopback.
      const spark = place.engine === 'spark' ? ({ reach: 'loopback', processes: 'many' } as const) : {};
      const task = { step: 'load', flow: input.flow, staging, engine: place.engine };
      return stepWorker(place, input, context, {
        task,
        readOnly: inputFiles(input.flow),
        readWrite: [staging],
        ...spark,
      });
    },
    merge: (input) => warehouse.merge({ tables: given(input, 'load').tables, flow: input.flow.flow }),
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

function inputFiles({ inputs }: FlowSpec): readonly string[] {
  return [inputs.sales, inputs.promotions, inputs.dates].flatMap((input) => (input === null ? [] : [input.file]));
}
