import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import type { Host } from '../../src/host.ts';
import { endOrphans } from '../../src/processes/orphans.ts';
import { type ServiceSpec, type SupervisedService, startService } from '../../src/processes/service.ts';
import { newHost } from '../sandboxed-host.ts';
import { serving, smallServer } from './small-server.ts';

const patience = { timeout: 120_000, interval: 20 };
const limitMillis = 300_000;

let host: Host;
let told: string[];
let service: SupervisedService | undefined;
beforeAll(async () => {
  host = await newHost();
});
afterAll(() => rmSync(dirname(host.state.root), { recursive: true }));
beforeEach(() => {
  told = [];
  service = undefined;
});
afterEach(async () => {
  await service?.stop();
  expect(await endOrphans(host.state.root)).toBe(0);
});

async function start(launch: ServiceSpec['launch'], more: Partial<ServiceSpec> = {}): Promise<SupervisedService> {
  service = await startService({ name: 'small', launch, tell: (news) => told.push(news), graceSeconds: 60, ...more });
  return service;
}

/** A clock on which nothing lasts; it keeps the pauses that were made, and holds on after so many of them. */
function pauses(most = Number.POSITIVE_INFINITY): Clock & { readonly made: number[] } {
  const made: number[] = [];
  return {
    made,
    now: () => 0,
    waitUntil: async (timeMs, signal) => {
      signal.throwIfAborted();
      made.push(timeMs);
      if (made.length < most) return;
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  };
}

describe('a service', () => {
  test(
    'whose process is killed is started again, as another process, and says so',
    async () => {
      const { status } = await start(() => smallServer(host, serving));
      const first = status();
      expect(first).toMatchObject({ name: 'small', state: 'ready', restarts: 0 });
      process.kill(first.pid, 'SIGKILL');
      await expect.poll(() => status().restarts, patience).toBe(1);
      expect(status().state).toBe('ready');
      expect(status().pid).not.toBe(first.pid);
      expect(told).toEqual(['small ended (SIGKILL); it is started again']);
    },
    limitMillis,
  );

  test(
    'that cannot be started at all is not there, and is not tried again',
    async () => {
      let launches = 0;
      const launch = () => {
        launches += 1;
        return smallServer(host, 'sys.exit(1)');
      };
      await expect(start(launch)).rejects.toMatchObject({ code: 'SmallDidNotStart' });
      expect(launches).toBe(1);
    },
    limitMillis,
  );

  test(
    'that ends again and again as soon as it serves is started after three at once, then after growing pauses',
    async () => {
      const clock = pauses(9);
      await start(() => smallServer(host, 'say({"ready": {}})'), { clock });
      await expect.poll(() => clock.made.length, patience).toBe(9);
      expect(clock.made).toEqual([0, 0, 0, 500, 1000, 2000, 4000, 8000, 16_000]);
    },
    limitMillis,
  );

  test(
    'that ended and does not start again is tried for ever, after pauses of half a minute at most, and says why',
    async () => {
      const clock = pauses(10);
      let launches = 0;
      const launch = () => {
        launches += 1;
        return smallServer(host, launches === 1 ? 'say({"ready": {}})' : 'sys.exit(4)');
      };
      const { status } = await start(launch, { clock });
      await expect.poll(() => clock.made.length, patience).toBe(10);
      expect(clock.made).toEqual([0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
      expect(status()).toMatchObject({ state: 'restarting', restarts: 0 });
      expect(told.at(-1)).toBe('small did not start: it ended while it started with exit code 4');
    },
    limitMillis,
  );
});

describe('a service that is stopped', () => {
  test(
    'ends, and is not started again',
    async () => {
      let launches = 0;
      const running = await start(() => {
        launches += 1;
        return smallServer(host, serving);
      });
      await running.stop();
      expect([running.status().state, launches, told]).toEqual(['stopped', 1, []]);
    },
    limitMillis,
  );

  test(
    'is killed after its grace',
    async () => {
      const stubborn = `signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${serving}`;
      const running = await start(() => smallServer(host, stubborn), { graceSeconds: 0.2 });
      const { pid } = running.status();
      await running.stop();
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    },
    limitMillis,
  );

  test(
    'in a pause does not wait for its end',
    async () => {
      const clock = pauses(1);
      const running = await start(() => smallServer(host, 'say({"ready": {}})'), { clock });
      await expect.poll(() => clock.made.length, patience).toBe(1);
      await running.stop();
      expect(running.status().state).toBe('stopped');
    },
    limitMillis,
  );

  test(
    'while it is started again leaves no process behind',
    async () => {
      const again = Promise.withResolvers<void>();
      let launches = 0;
      const running = await start(() => {
        launches += 1;
        if (launches === 2) again.resolve();
        return smallServer(host, serving);
      });
      process.kill(running.status().pid, 'SIGKILL');
      await again.promise;
      await running.stop();
      expect([running.status().state, await endOrphans(host.state.root)]).toEqual(['stopped', 0]);
    },
    limitMillis,
  );
});
