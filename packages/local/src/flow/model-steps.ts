import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FlowSpec, FlowStep } from '@atelier/core';
import { modelFolder } from '../state-folder.ts';
import {
  given,
  runExchange,
  runFolder,
  type Step,
  type StepContext,
  type StepInput,
  type StepPlace,
  type StepWork,
  stepWorker,
} from './step.ts';

/** The steps that make a model and let it answer. */
export function modelSteps(
  place: StepPlace,
): Readonly<Record<FlowStep & ('train' | 'register' | 'deploy' | 'batch'), Step>> {
  return {
    train: (input, context) => {
      const { execution, flow } = input;
      const out = join(runFolder(place, input), 'training');
      const data = given(input, 'extract').path;
      const task = { step: 'train', flow, data, out, tracking: tracking(place, flow), execution };
      const sees = { readOnly: [data], readWrite: [runFolder(place, input)] };
      return stepWorker(place, input, context, { task, ...tracks(place, sees) });
    },
    register: (input, context) => {
      const { runId, modelUri, forecasterDigest: digest = null } = given(input, 'train');
      const { execution, flow } = input;
      const model = { runId, modelUri, digest, model: flow.flow };
      const task = { step: 'register', tracking: tracking(place, flow), execution, ...model };
      return stepWorker(place, input, context, { task, ...tracks(place) });
    },
    deploy: async (input, context) => {
      const { name, version } = given(input, 'register');
      const { digest } = await fetchModel(place, input, context);
      const { endpoint } = input.flow.serving;
      const deployment = { project: place.project.name, endpoint, model: name, version, digest };
      return { endpoint, socket: await place.endpoints.deploy(deployment) };
    },
    batch: async (input, context) => {
      const folder = folderOfVersion(place, input);
      const deployed = existsSync(folder) ? { folder, digest: given(input, 'train').forecasterDigest ?? null } : null;
      const { folder: model, digest } = deployed ?? (await fetchModel(place, input, context));
      const out = join(runExchange(place, input), 'forecast.parquet');
      const data = given(input, 'extract').path;
      const task = { step: 'batch', flow: input.flow, model, digest, data, out };
      const sees = { readOnly: [model], readWrite: [runExchange(place, input)] };
      return stepWorker(place, input, context, { task, ...sees });
    },
  };
}

interface FetchedModel {
  readonly folder: string;
  readonly digest: string;
}

function tracking(place: StepPlace, { flow }: FlowSpec) {
  return { socket: place.trackingSocket, workspace: place.project.name, experiment: flow };
}

/** The paths that a worker sees that speaks to tracking, with the socket of tracking, and its reach. */
function tracks(place: StepPlace, sees: Pick<StepWork, 'readOnly' | 'readWrite'> = {}): Omit<StepWork, 'task'> {
  return { ...sees, readOnly: [...(sees.readOnly ?? []), place.trackingSocket], reach: 'sockets' };
}

/**
 * Bring the registered version's forecaster here; resolves to its folder and what it was found to be.
 *
 * What lies there is looked at first: a model that was deleted in tracking and trained anew counts its versions from one.
 * It has to be what this execution trained: others may write to tracking.
 */
async function fetchModel(place: StepPlace, input: StepInput, context: StepContext): Promise<FetchedModel> {
  const { name, version } = given(input, 'register');
  const folder = folderOfVersion(place, input);
  const { forecasterDigest: digest = null } = given(input, 'train');
  const task = { step: 'fetch', tracking: tracking(place, input.flow), model: name, version, digest, folder };
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const fetched = await stepWorker(place, input, context, { task, ...tracks(place, { readWrite: [dirname(folder)] }) });
  return { folder, digest: (fetched as FetchedModel).digest };
}

function folderOfVersion({ host, project }: StepPlace, input: StepInput): string {
  const { name, version } = given(input, 'register');
  return modelFolder(host.state, project.name, name, version);
}
