import type { Json } from './json.ts';
import type { PathScope } from './reference-path.ts';
import { applyPath } from './state-data.ts';
import type { WaitState } from './states-document.ts';
import { TaskError } from './task-error.ts';
import { timestampMs } from './timestamp.ts';

/** When a Wait that is entered at `enteredAtMs` is over, in milliseconds since 1970. */
export function waitUntilMs(state: WaitState, scope: PathScope, enteredAtMs: number): number {
  if (state.Seconds !== undefined) return enteredAtMs + state.Seconds * 1000;
  if (state.SecondsPath !== undefined) {
    return enteredAtMs + wholeSeconds(applyPath('SecondsPath', state.SecondsPath, scope)) * 1000;
  }
  const text = state.Timestamp ?? applyPath('TimestampPath', state.TimestampPath, scope);
  const ms = typeof text === 'string' ? timestampMs(text) : undefined;
  if (ms === undefined) throw new TaskError('States.Runtime', `${JSON.stringify(text)} is no timestamp to wait for.`);
  return ms;
}

/** About three years, as in Step Functions. */
const longestWaitSeconds = 99_999_999;

function wholeSeconds(value: Json): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= longestWaitSeconds) return value;
  const cause = `${JSON.stringify(value)} is no whole number of seconds to wait, from 0 to ${longestWaitSeconds}.`;
  throw new TaskError('States.Runtime', cause);
}
