import type { Caller } from '@atelier/core';

/** Who asks the front door for something, and what has shown it. */
export interface Requester {
  readonly caller: Caller;
  /** For the audit; no secret. */
  readonly by: string;
  /**
   * A cookie is good for pages of its own origin alone; a signature is one request's, and may be sent again; a socket is one
   * that a single account or space reaches.
   */
  readonly shown: 'by a cookie' | 'by a program' | 'by a signature' | 'by a socket';
}
