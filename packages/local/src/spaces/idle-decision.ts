import type { SpaceWork } from './space-work.ts';

/** What is known of a space where nobody may be at work. */
export interface Quiet {
  readonly sinceMs: number;
  /** When it stops, as was announced in it. */
  readonly stopsAtMs?: number;
}

/** What is to be done about it now. */
export type IdleAct = 'nothing' | 'announce' | 'take back' | 'stop';

const minuteMs = 60_000;
const announcedBeforeMs = 5 * minuteMs;

interface Looked {
  readonly before: Quiet;
  readonly work: SpaceWork;
  readonly nowMs: number;
  readonly afterMinutes: number;
}

/**
 * Judge a space by what goes on in it.
 *
 * Work is never stopped, however long it takes; a stop is announced five minutes before, and any activity takes it back.
 */
export function decideIdle({ before, work, nowMs, afterMinutes }: Looked): {
  readonly quiet: Quiet;
  readonly act: IdleAct;
} {
  // Nothing that a space says of itself lies ahead.
  const activityMs = work.busy.length > 0 ? nowMs : Math.min(nowMs, work.lastActivityAtMs);
  const sinceMs = Math.max(before.sinceMs, activityMs);
  const { stopsAtMs } = before;
  const dueMs = sinceMs + afterMinutes * minuteMs;
  if (nowMs < dueMs - announcedBeforeMs) {
    return { quiet: { sinceMs }, act: stopsAtMs === undefined ? 'nothing' : 'take back' };
  }
  if (stopsAtMs === undefined) {
    return { quiet: { sinceMs, stopsAtMs: Math.max(dueMs, nowMs + announcedBeforeMs) }, act: 'announce' };
  }
  return { quiet: { sinceMs, stopsAtMs }, act: work.busy.length === 0 && nowMs >= stopsAtMs ? 'stop' : 'nothing' };
}
