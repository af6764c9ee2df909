/**
 * `throttle` and `server` answer with an error; `connection` cuts the line before the call is carried out; `timeout`
 * carries it out and loses the answer; `denied` refuses it in a way that no client tries again.
 */
export type FaultKind = 'throttle' | 'server' | 'connection' | 'timeout' | 'denied';

export interface PlannedFault {
  /** Place of the call in the order of arrival, from 0; or how many calls of the same action come before it from now on. */
  readonly call: number | { readonly action: string; readonly after: number };
  readonly kind: FaultKind;
  /** How often that call and the next ones of the same action fail; the SDK tries three times by itself. Default 1. */
  readonly times?: number;
}
