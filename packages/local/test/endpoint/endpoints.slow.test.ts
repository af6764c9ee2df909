import { appendFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deploymentsIn } from '../../src/endpoint/deployments.ts';
import { type Endpoints, modelEndpoints } from '../../src/endpoint/endpoints.ts';
import type { Host } from '../../src/host.ts';
import { endOrphans } from '../../src/processes/orphans.ts';
import { openState } from '../../src/state/open-state.ts';
import { modelFolder } from '../../src/state-folder.ts';
import { newHost } from '../sandboxed-host.ts';
import { fetched, type TrainedModel, trainModel } from './trained-model.ts';

const limitMillis = 600_000;
const patience = { timeout: 300_000, interval: 100 };

let host: Host;
let model: TrainedModel;
let database: DatabaseSync;
let told: string[];
let endpoints: Endpoints;

beforeAll(async () => {
  host = await newHost();
  model = await trainModel(host);
}, limitMillis);

afterAll(() => {
  rmSync(dirname(host.state.root), { recursive: true });
  rmSync(dirname(dirname(model.folder)), { recursive: true });
});

beforeEach(() => {
  database = openState(':memory:');
  told = [];
  endpoints = made();
});

afterEach(async () => {
  await endpoints.stop();
  database.close();
  rmSync(join(modelFolder(host.state, 'shops', 'sales', 1), '..'), { recursive: true, force: true });
  expect(await endOrphans(host.state.root)).toBe(0);
}, limitMillis);

const made = () => modelEndpoints(host, database, (news) => told.push(news));

/** Status of a ping at a socket, or the code of the error where nothing answers. */
function ping(socketPath: string): Promise<number | string> {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: '/ping', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    call.end();
  });
}

const served = () => endpoints.statuses().map(({ endpoint, version, service }) => [endpoint, version, service.state]);
const pid = () => endpoints.statuses().map(({ service }) => ('pid' in service ? service.pid : 0))[0] ?? 0;

describe('a version that is deployed', () => {
  test(
    'answers on its socket, and is remembered; another one takes its place there',
    async () => {
      const socket = await endpoints.deploy(fetched(host, model, 1));
      expect([await ping(socket), served()]).toEqual([200, [['sales', 1, 'ready']]]);
      const before = pid();
      expect(await endpoints.deploy(fetched(host, model, 2))).toBe(socket);
      expect([await ping(socket), served()]).toEqual([200, [['sales', 2, 'ready']]]);
      expect(deploymentsIn(database).all()).toMatchObject([{ version: 2, digest: model.digest }]);
      expect(() => process.kill(before, 0)).toThrow('ESRCH');
    },
    limitMillis,
  );

  test(
    'leaves no caller without an answer while another takes over',
    async () => {
      const socket = await endpoints.deploy(fetched(host, model, 1));
      const answers: (number | string)[] = [];
      let isDone = false;
      const asking = (async () => {
        while (!isDone) answers.push(await ping(socket));
      })();
      await endpoints.deploy(fetched(host, model, 2));
      isDone = true;
      await asking;
      expect(new Set(answers)).toEqual(new Set([200]));
    },
    limitMillis,
  );

  test(
    'whose server is killed is served again',
    async () => {
      const socket = await endpoints.deploy(fetched(host, model, 1));
      process.kill(pid(), 'SIGKILL');
      await expect
        .poll(() => endpoints.statuses()[0]?.service, patience)
        .toMatchObject({ state: 'ready', restarts: 1 });
      expect(await ping(socket)).toBe(200);
      expect(told).toEqual([expect.stringMatching(/^endpoint shops\/sales ended \(SIGKILL\); it is started again$/)]);
    },
    limitMillis,
  );

  test(
    'is served again after the workspace was down, each endpoint its own',
    async () => {
      const sockets = [
        await endpoints.deploy(fetched(host, model, 1)),
        await endpoints.deploy(fetched(host, model, 1, 'other')),
      ];
      await endpoints.stop();
      for (const socket of sockets) expect(await ping(socket)).not.toBe(200);
      endpoints = made();
      expect(served().map(([, , state]) => state)).toEqual(['failed', 'failed']);
      await endpoints.restore();
      expect(served()).toEqual([
        ['other', 1, 'ready'],
        ['sales', 1, 'ready'],
      ]);
      for (const socket of sockets) expect(await ping(socket)).toBe(200);
    },
    limitMillis,
  );
});

describe('a version that cannot be served', () => {
  const spoil: readonly (readonly [string, (folder: string) => void, string])[] = [
    [
      'has been changed since it was fetched',
      (folder) => appendFileSync(join(folder, 'forecaster.json'), ' '),
      'ModelDamaged',
    ],
    ['has one more file', (folder) => appendFileSync(join(folder, 'more'), ''), 'ModelDamaged'],
    ['is gone', (folder) => rmSync(folder, { recursive: true }), 'EndpointDidNotStart'],
  ];

  test.each(spoil)(
    'since it %s leaves the one before at its place, in the journal too',
    async (_what, change, code) => {
      const socket = await endpoints.deploy(fetched(host, model, 1));
      const before = pid();
      const next = fetched(host, model, 2);
      change(modelFolder(host.state, 'shops', 'sales', 2));
      await expect(endpoints.deploy(next)).rejects.toMatchObject({ code });
      expect([await ping(socket), served(), pid()]).toEqual([200, [['sales', 1, 'ready']], before]);
    },
    limitMillis,
  );

  test(
    'when the workspace comes up is said to be failed, with the reason, and keeps no other one away',
    async () => {
      await endpoints.deploy(fetched(host, model, 1));
      await endpoints.deploy(fetched(host, model, 2, 'other'));
      await endpoints.stop();
      rmSync(modelFolder(host.state, 'shops', 'sales', 1), { recursive: true });
      endpoints = made();
      await endpoints.restore();
      expect(endpoints.statuses()).toMatchObject([
        { endpoint: 'other', service: { state: 'ready' } },
        { endpoint: 'sales', service: { state: 'failed', reason: expect.stringContaining('is gone') } },
      ]);
      expect(told).toEqual([expect.stringContaining('endpoint shops/sales did not start: ')]);
    },
    limitMillis,
  );
});
