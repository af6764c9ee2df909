import type { Child } from '../worker/child.ts';

/** What a service is doing now. */
export type ServiceState = 'starting' | 'ready' | 'restarting' | 'stopped';

export interface ServiceStatus {
  readonly name: string;
  readonly state: ServiceState;
  readonly url: string;
  readonly pid: number;
  readonly restarts: number;
}

/** A process that must always be there: started, watched, and started again when it ends by itself. */
export interface Service {
  status(): ServiceStatus;
  stop(): Promise<void>;
}

export interface ServiceSpec {
  readonly name: string;
  readonly url: string;
  /** Start the process and resolve once it serves; reject when it ends before that. */
  launch(): Promise<Child>;
  /** One-way news for the supervisor's log. */
  tell(news: string): void;
}

/** A little longer than a model server takes at most to answer what it has begun. */
const graceSeconds = 35;
const firstPauseMillis = 500;
const longestPauseMillis = 30_000;

/** Start a service; resolves when it serves for the first time, rejects when its first start fails. */
export async function startService(spec: ServiceSpec): Promise<Service> {
  let child = await spec.launch();
  let state: ServiceState = 'ready';
  let restarts = 0;
  const stopping = new AbortController();

  async function keepAlive(): Promise<void> {
    while (!stopping.signal.aborted) {
      const end = await child.ended;
      if (stopping.signal.aborted) return;
      state = 'restarting';
      spec.tell(`${spec.name} ended (${end.signal ?? end.code}); it is started again`);
      child = await launchUntilItServes(spec, stopping.signal, child);
      restarts += 1;
      if (!stopping.signal.aborted) state = 'ready';
    }
  }

  const watch = keepAlive();
  return {
    status: () => ({ name: spec.name, state, url: spec.url, pid: child.pid, restarts }),
    stop: async () => {
      stopping.abort();
      state = 'stopped';
      await child.stop(graceSeconds);
      await watch;
    },
  };
}

async function launchUntilItServes(spec: ServiceSpec, stopping: AbortSignal, previous: Child): Promise<Child> {
  for (let pause = firstPauseMillis; !stopping.aborted; pause = Math.min(pause * 2, longestPauseMillis)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (stopping.aborted) break;
    try {
      return await spec.launch();
    } catch (error) {
      spec.tell(`${spec.name} did not start: ${error instanceof Error ? error.message : error}`);
    }
  }
  return previous;
}
