import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Role } from '@atelier/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';
import { serverKeyAt } from '../../src/tokens/server-key.ts';
import { tokensIn } from '../../src/tokens/tokens.ts';
import { personIn } from '../crowd.ts';
import { testGateway } from '../test-gateway.ts';
import { inPython as pythonIn, scriptAt } from './in-python.ts';
import { realTracking } from './real-tracking.ts';

const open = await testGateway({ absent: ['tracking'] });
const folder = mkdtempSync(join(tmpdir(), 'notebook-training-'));
const inPython = pythonIn(folder);
const own = join(open.folder, 'own');
const database = openGatewayState(join(own, 'state.sqlite'));
const tokens = tokensIn(database, serverKeyAt(join(own, 'server-key')));
let stop = async () => {};

beforeAll(async () => {
  ({ stop } = await realTracking(open.gateway.door.places.tracking, folder, ['acme', 'beta']));
});
afterAll(async () => {
  database.close();
  await Promise.all([open.close(), stop()]);
  rmSync(folder, { recursive: true });
});

/** A notebook of somebody with a role in `acme`, whose tracking leads to a project. */
async function trainAs(role: Role, project = 'acme') {
  const { text } = tokens.make({ person: personIn(role, 'acme'), name: `${role} in ${project}` });
  const printed = await inPython([scriptAt('train_in_notebook.py')], {
    PYTHONPATH: fileURLToPath(new URL('../../../../python', import.meta.url)),
    ATELIER_PROJECT: project,
    ATELIER_API: open.url,
    MLFLOW_TRACKING_URI: `${open.url}/projects/${project}/tracking`,
    MLFLOW_TRACKING_TOKEN: text,
  });
  return JSON.parse(printed);
}

describe('training in a notebook', () => {
  test('is logged and registered once by who may, and loaded back', async () => {
    const done = { forecast: 3, same: [true, 1], loaded: 3, open: false, runs: 1 };
    expect(await trainAs('data-scientist')).toEqual(done);
  });

  test.each(['data-engineer', 'viewer'] as const)('forecasts for a %s, who is told who may log it', async (role) => {
    const refused = { code: 'NotAllowed', message: expect.stringMatching(/data-scientist/), fix: expect.any(String) };
    expect(await trainAs(role)).toEqual({ forecast: 3, refused: [refused, refused], runs: 1 });
  });

  test('leaves nothing in another project', async () => {
    await expect(trainAs('data-scientist', 'beta')).rejects.toThrow(/NotAllowed.*not a member of beta/s);
  });
});
