import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FlowSpec } from '@atelier/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelSteps } from '../../src/flow/model-steps.ts';
import type { StepPlace } from '../../src/flow/step.ts';
import type { Host } from '../../src/host.ts';
import { modelFolder } from '../../src/state-folder.ts';
import { startTracking, type TrackingService } from '../../src/tracking/tracking-server.ts';
import { newHost } from '../sandboxed-host.ts';

const startWithinMillis = 180_000;
const flow = { flow: 'sales', serving: { endpoint: 'sales' } } as unknown as FlowSpec;
const results = { train: { runId: 'r', modelUri: 'models:/m-1' }, register: { name: 'sales', version: 1 } };

let host: Host;
let tracking: TrackingService;

beforeAll(async () => {
  host = await newHost();
  tracking = await startTracking(host, ['shops'], () => undefined);
}, startWithinMillis);

afterAll(async () => {
  await tracking?.stop();
  rmSync(dirname(host.state.root), { recursive: true });
});

test(
  'a model that is here under the number of a version is not deployed before tracking has said that it is that version',
  async () => {
    const folder = modelFolder(host.state, 'shops', 'sales', 1);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'forecaster.json'), '{}');
    const deployed: unknown[] = [];
    const endpoints = { deploy: (deployment: unknown) => Promise.resolve(deployed.push(deployment)) };
    const place = { host, project: { name: 'shops' }, endpoints, trackingSocket: tracking.socket };
    const { deploy } = modelSteps(place as unknown as StepPlace);
    const context = { signal: new AbortController().signal, tell: () => undefined };
    await expect(deploy({ execution: 'sales-1', flow, ...results }, context)).rejects.toMatchObject({
      code: 'ModelVersionMissing',
    });
    expect(deployed).toEqual([]);
  },
  startWithinMillis,
);
