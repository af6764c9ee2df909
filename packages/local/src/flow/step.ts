import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BigData, FlowSpec, LoadReport, Project } from '@atelier/core';
import type { Endpoints } from '../endpoint/endpoints.ts';
import type { Host } from '../host.ts';
import { exchangeFolder } from '../project-folders.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { projectFolder } from '../state-folder.ts';
import type { StagedLoad } from '../warehouse/merge-star-schema.ts';
import type { SupervisedWarehouse } from '../warehouse/supervised-warehouse.ts';
import { runWorker, type WorkerProgress, type WorkerTask } from '../worker/run-worker.ts';

/** Input of every step; results of earlier steps stand beside it under their names. */
export interface StepInput {
  readonly execution: string;
  readonly flow: FlowSpec;
  readonly load?: LoadReport & Pick<StagedLoad, 'tables'>;
  readonly extract?: { readonly path: string };
  readonly train?: { readonly runId: string; readonly modelUri: string; readonly forecasterDigest?: string };
  readonly register?: { readonly name: string; readonly version: number };
  readonly batch?: { readonly path: string };
}

/** Where the steps of a project's flows run on this machine. */
export interface StepPlace {
  readonly host: Host;
  readonly project: Project;
  readonly warehouse: SupervisedWarehouse;
  readonly endpoints: Endpoints;
  /** The unix socket of tracking. */
  readonly trackingSocket: string;
  /** The engine that runs Spark code. */
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

/** A step's work: what its worker is asked, and the files that it sees. */
export interface StepWork {
  readonly task: WorkerTask;
  readonly readOnly?: readonly string[];
  readonly readWrite?: readonly string[];
  readonly opened?: Sandbox['opened'];
  /** Default: nothing. */
  readonly reach?: Sandbox['reach'];
  /** Default: itself alone. */
  readonly processes?: Sandbox['processes'];
}

/** Have a Python worker do a step's work; its output goes to the flow's log. */
export function stepWorker(place: StepPlace, input: StepInput, context: StepContext, work: StepWork): Promise<unknown> {
  const { task, ...sees } = work;
  const log = join(place.host.state.logs, `flow.${place.project.name}.${input.flow.flow}.log`);
  const sandbox = { reach: 'nothing', processes: 'one', ...sees } as const;
  return runWorker(task, { host: place.host, log, sandbox, ...context });
}

/** Where one run's training leaves its forecaster. */
export function runFolder(place: StepPlace, input: StepInput): string {
  return made(join(projectFolder(place.host.state, place.project.name), 'flows', input.flow.flow, input.execution));
}

/** Where one run leaves what goes into the warehouse or comes out of it: the rows it learned from, its predictions. */
export function runExchange(place: StepPlace, input: StepInput): string {
  return made(join(exchangeFolder(place.host.state, place.project.name), input.flow.flow, input.execution));
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
