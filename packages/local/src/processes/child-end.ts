import { constants } from 'node:os';

/** How a child process ended: its exit code, or the signal that ended it. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Number that bubblewrap and shells add to that of the signal that ended what they ran. */
const signalledFrom = 128;

/** How a process ended that may have run inside of another, which hands a signal on as an exit code. */
export function childEnd(code: number | null, signal: NodeJS.Signals | null): ChildEnd {
  const inner = Object.entries(constants.signals).find(([, number]) => number + signalledFrom === code);
  return inner === undefined ? { code, signal } : { code: null, signal: inner[0] as NodeJS.Signals };
}
