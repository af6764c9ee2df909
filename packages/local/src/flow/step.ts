import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BigData, FlowSpec, Project } from '@atelier/core';
import type { Endpoints } from '../endpoint/endpoints.ts';
import type { Host } from '../host.ts';
import { projectFolder } from '../state-folder.ts';
import type { StagedLoad } from '../warehouse/merge-star-schema.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { runWorker, type WorkerProgress, type WorkerTask } from '../worker/run-worker.ts';

/** What every step is given; results of earlier steps stand beside it under their names. */
export interface StepInput {
  readonly execution: string;
  readonly flow: FlowSpec;
  readonly load?: { readonly tables: StagedLoad['tables'] };
  readonly extract?: { readonly path: string };
  readonly train?: { readonly runId: string; readonly modelUri: string };
  readonly register?: { readonly name: string; readonly version: number };
  readonly batch?: { readonly path: string };
}

/** Where the steps of a project's flows run on this machine. */
export interface StepPlace {
  readonly host: Host;
  readonly project: Project;
  readonly warehouse: Warehouse;
  readonly endpoints: Endpoints;
  readonly trackingUrl: string;
  /** What runs Spark code. */
  readonly engine: BigData['engine'];
}

export interface StepContext {
  readonly signal: AbortSignal;
  tell(progress: WorkerProgress): void;
}

/** One step of a flow on this machine. It may be run again after an interruption, so it is idempotent. */
export type Step = (input: StepInput, context: StepContext) => Promise<unknown>;

/** The result of an earlier step, which the flow's document has promised to this one. */
export function given<Name extends keyof StepInput>(input: StepInput, name: Name): NonNullable<StepInput[Name]> {
  const value = input[name];
  if (value === undefined || value === null)
    throw new Error(`the flow's document gives this step no result of "${name}"`);
  return value;
}

/** Have a Python worker do a step's work; its output goes to the flow's log. */
export function stepWorker(
  place: StepPlace,
  input: StepInput,
  context: StepContext,
  task: WorkerTask,
): Promise<unknown> {
  const log = join(place.host.state.logs, `flow-${place.project.name}-${input.flow.flow}.log`);
  return runWorker(task, { host: place.host, log, ...context });
}

/** What one run leaves: the rows it learned from, its forecaster and its predictions. */
export function runFolder(place: StepPlace, input: StepInput): string {
  const flows = join(projectFolder(place.host.state, place.project.name), 'flows');
  const folder = join(flows, input.flow.flow, input.execution);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
