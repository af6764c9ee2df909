import { type Clock, systemClock } from '../clock.ts';
import type { Child } from './child.ts';

/** State that a service is in now. */
export type ServiceState = 'ready' | 'restarting' | 'stopped';

export interface ServiceStatus {
  readonly name: string;
  readonly state: ServiceState;
  readonly pid: number;
  readonly restarts: number;
}

/** A service that could not be started at all. */
export interface FailedService {
  readonly name: string;
  readonly state: 'failed';
  readonly reason: string;
}

/** A process that must always be there: started, watched, and started again when it ends by itself. */
export interface SupervisedService {
  status(): ServiceStatus;
  stop(): Promise<void>;
}

export interface ServiceSpec {
  readonly name: string;
  /** Start the process and resolve once it serves; reject when it ends before that. */
  launch(): Promise<Child>;
  /** One-way news for the supervisor's log. */
  tell(news: string): void;
  /** How long it may take to end once it is asked to. */
  readonly graceSeconds: number;
  readonly clock?: Clock;
}

/** One that serves for less is soon started again only after a pause, which grows; any other at once. */
const hardlyServedMillis = 500;
const deathsWithoutPause = 3;
const firstPauseMillis = 500;
const longestPauseMillis = 30_000;

/** Start a service; resolves when it serves for the first time, rejects when its first start fails. */
export async function startService(spec: ServiceSpec): Promise<SupervisedService> {
  const { clock = systemClock } = spec;
  let child = await spec.launch();
  let state: ServiceState = 'ready';
  let restarts = 0;
  const stopping = new AbortController();

  async function keepAlive(): Promise<void> {
    let earlyDeaths = 0;
    let startedAtMs = clock.now();
    while (!stopping.signal.aborted) {
      const end = await child.ended;
      if (stopping.signal.aborted) return;
      state = 'restarting';
      spec.tell(`${spec.name} ended (${end.signal ?? end.code}); it is started again`);
      earlyDeaths = clock.now() - startedAtMs > hardlyServedMillis ? 0 : earlyDeaths + 1;
      const pauseMillis = pauseAfter(earlyDeaths - deathsWithoutPause);
      child = await launchUntilItServes(spec, stopping.signal, { previous: child, pauseMillis });
      startedAtMs = clock.now();
      restarts += 1;
      if (!stopping.signal.aborted) state = 'ready';
    }
  }

  const watch = keepAlive();
  return {
    status: () => ({ name: spec.name, state, pid: child.pid, restarts }),
    stop: async () => {
      stopping.abort();
      state = 'stopped';
      await child.stop(spec.graceSeconds);
      await watch;
      // One that was being started when the end was asked for.
      await child.stop(0);
    },
  };
}

function pauseAfter(failures: number): number {
  return failures <= 0 ? 0 : Math.min(firstPauseMillis * 2 ** (failures - 1), longestPauseMillis);
}

interface Restart {
  readonly previous: Child;
  readonly pauseMillis: number;
}

async function launchUntilItServes(spec: ServiceSpec, stopping: AbortSignal, restart: Restart): Promise<Child> {
  const { clock = systemClock } = spec;
  for (let failures = 0; !stopping.aborted; failures += 1) {
    const pauseMillis = Math.max(restart.pauseMillis, pauseAfter(failures));
    await clock.waitUntil(clock.now() + pauseMillis, stopping).catch(() => undefined);
    if (stopping.aborted) break;
    try {
      return await spec.launch();
    } catch (error) {
      spec.tell(`${spec.name} did not start: ${error instanceof Error ? error.message : error}`);
    }
  }
  return restart.previous;
}
