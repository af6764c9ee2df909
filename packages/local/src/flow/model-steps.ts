import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowSpec, FlowStep } from '@atelier/core';
import { modelFolder } from '../state-folder.ts';
import { given, runFolder, type Step, type StepContext, type StepInput, type StepPlace, stepWorker } from './step.ts';

/** The steps that make a model and let it answer. */
export function modelSteps(
  place: StepPlace,
): Readonly<Record<FlowStep & ('train' | 'register' | 'deploy' | 'batch'), Step>> {
  return {
    train: (input, context) => {
      const { execution, flow } = input;
      const out = join(runFolder(place, input), 'training');
      const data = given(input, 'extract').path;
      return stepWorker(place, input, context, {
        step: 'train',
        flow,
        data,
        out,
        tracking: tracking(place, flow),
        execution,
      });
    },
    register: (input, context) => {
      const { runId, modelUri } = given(input, 'train');
      const { execution, flow } = input;
      const task = { step: 'register', tracking: tracking(place, flow), execution, runId, modelUri, model: flow.flow };
      return stepWorker(place, input, context, task);
    },
    deploy: async (input, context) => {
      const { name, version } = given(input, 'register');
      await fetchModel(place, input, context);
      const { endpoint } = input.flow.serving;
      return {
        url: await place.endpoints.deploy({ project: place.project.name, endpoint, model: name, version }),
      };
    },
    batch: async (input, context) => {
      const model = await fetchModel(place, input, context);
      const out = join(runFolder(place, input), 'forecast.parquet');
      const data = given(input, 'extract').path;
      return stepWorker(place, input, context, { step: 'batch', flow: input.flow, model, data, out });
    },
  };
}

function tracking(place: StepPlace, { flow }: FlowSpec) {
  return { uri: place.trackingUrl, workspace: place.project.name, experiment: flow };
}

/** The folder of the registered version's forecaster, brought here from tracking when it is not here yet. */
async function fetchModel(place: StepPlace, input: StepInput, context: StepContext): Promise<string> {
  const { name, version } = given(input, 'register');
  const folder = modelFolder(place.host.state, place.project.name, name, version);
  if (!existsSync(folder)) {
    const task = { step: 'fetch', tracking: tracking(place, input.flow), model: name, version, folder };
    await stepWorker(place, input, context, task);
  }
  return folder;
}
