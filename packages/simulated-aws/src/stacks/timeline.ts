import { AwsFault } from '../service/service.ts';

/** Work on one resource that begins when what it waits for is done. */
export interface TimelineStep {
  readonly name: string;
  readonly after: readonly string[];
  /** Does it at a moment, and tells how many minutes it takes; throws `AwsFault` where it is refused. */
  run(atMs: number): number;
}

export interface Failure {
  readonly name: string;
  readonly atMs: number;
  readonly fault: AwsFault;
}

export interface Schedule {
  readonly endMs: number;
  /** By name of a step that was begun and not refused. */
  readonly done: ReadonlyMap<string, { readonly startMs: number; readonly endMs: number }>;
  readonly failures: readonly Failure[];
}

const minuteMs = 60_000;
/** How long CloudFormation tries again to delete what something in the network still uses; assumed. */
const patienceMs = 30 * minuteMs;

/**
 * Runs steps in the order of time, as many at once as what they wait for allows.
 *
 * With `stop` nothing begins after the first failure; with `go-on` only what waits for the failed does not.
 */
export function runSteps(steps: readonly TimelineStep[], startMs: number, onFailure: 'stop' | 'go-on'): Schedule {
  const waiting = new Map(steps.map((step) => [step.name, { step, fromMs: startMs, firstMs: startMs }]));
  const done = new Map<string, { startMs: number; endMs: number }>();
  const failures: Failure[] = [];
  for (;;) {
    const next = earliest([...waiting.values()], waiting, done, failures, startMs);
    const firstFailure = Math.min(...failures.map(({ atMs }) => atMs));
    if (next === null || (onFailure === 'stop' && next.atMs > firstFailure)) break;
    const { atMs, entry } = next;
    if (entry.fromMs === startMs) entry.firstMs = atMs;
    try {
      const minutes = entry.step.run(atMs);
      done.set(entry.step.name, { startMs: atMs, endMs: atMs + minutes * minuteMs });
      waiting.delete(entry.step.name);
    } catch (fault) {
      if (!(fault instanceof AwsFault)) throw fault;
      if (fault.code === 'DependencyViolation' && atMs - entry.firstMs < patienceMs) {
        entry.fromMs = atMs + minuteMs;
        continue;
      }
      failures.push({ name: entry.step.name, atMs, fault });
      waiting.delete(entry.step.name);
    }
  }
  const lastMs = Math.max(
    startMs,
    ...[...done.values()].map(({ endMs }) => endMs),
    ...failures.map(({ atMs }) => atMs),
  );
  return { done, failures, endMs: onFailure === 'stop' && failures[0] ? failures[0].atMs : lastMs };
}

interface Waiting {
  readonly step: TimelineStep;
  fromMs: number;
  firstMs: number;
}

function earliest(
  entries: readonly Waiting[],
  waiting: ReadonlyMap<string, unknown>,
  done: Schedule['done'],
  failures: readonly Failure[],
  startMs: number,
): { readonly atMs: number; readonly entry: Waiting } | null {
  let best: { atMs: number; entry: Waiting } | null = null;
  for (const entry of entries) {
    const { after } = entry.step;
    if (after.some((name) => waiting.has(name) || failures.some((failure) => failure.name === name))) continue;
    const atMs = Math.max(startMs, entry.fromMs, ...after.map((name) => done.get(name)?.endMs ?? 0));
    if (best === null || atMs < best.atMs) best = { atMs, entry };
  }
  return best;
}
