import { dirname, relative } from 'node:path';
import type { FlowSpec, InputReport, InputSpec, LoadReport } from '@atelier/core';
import type { LoadOrigin } from '../warehouse/load-origin.ts';
import type { StagedLoad } from '../warehouse/merge-star-schema.ts';
import type { StepInput, StepPlace } from './step.ts';

/** A finished load with all that the warehouse has to know of it. */
export function stagedLoad(
  { execution, flow }: StepInput,
  load: LoadReport & Pick<StagedLoad, 'tables'>,
  place: Pick<StepPlace, 'project' | 'host'>,
): StagedLoad {
  // Paths from the workspace's own folder: a workspace that is moved as a whole loads from the same files.
  const folder = dirname(place.host.state.root);
  return {
    project: place.project.name,
    flow: flow.flow,
    execution,
    tables: load.tables,
    calendar: calendarWords(flow, folder),
    origins: load.inputs.map((input) => originOf(input, flow, folder)),
    earlierRows: flow.earlierRows,
    batchTable: flow.batch.table,
  };
}

function calendarWords({ inputs, calendar }: FlowSpec, folder: string): string {
  if (inputs.dates !== null) return relative(folder, inputs.dates.file);
  return `${calendar.from} to ${calendar.to}, keys from ${calendar.firstKey}`;
}

function originOf(
  { input, file, sha256, read, loaded, rejected }: InputReport,
  flow: FlowSpec,
  folder: string,
): LoadOrigin {
  const spec = flow.inputs[input];
  if (spec === null) throw new Error(`the load has read ${input}, which the flow does not have`);
  return { input, file: relative(folder, file), sha256, reading: readingOf(spec), read, loaded, rejected };
}

/** Columns that describe a store and decide nothing about its rows. */
const descriptions = ['store_name', 'store_address', 'city', 'state', 'country'];

function readingOf({ columns, constants, dateFormat }: InputSpec): string {
  const [named, fixed] = [columns, constants].map((map) =>
    Object.entries(map)
      .filter(([column, theirs]) => !descriptions.includes(column) && column !== theirs)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  return JSON.stringify({ columns: named, constants: fixed, dateFormat });
}
