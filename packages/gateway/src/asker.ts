import type { Caller } from '@atelier/core';

/** Who asks the front door for something, and what has shown it. */
export interface Asker {
  readonly caller: Caller;
  /** For the audit; no secret. */
  readonly by: string;
}
