import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditLog } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import type { Origin } from './origins/origin.ts';
import type { Places } from './passing/places.ts';
import type { Requester } from './requester.ts';
import type { Receipts } from './spaces/receipts.ts';
import type { DoorRefusal } from './walls/refusal.ts';

/** Somebody, or why nobody is known to have made a request. */
export type Shown = Requester | { readonly unknown: 'nothing' | 'wrong' | 'late' } | DoorRefusal;

/** What the front door itself answers at an origin: pages of signing in, people's own tokens, the index. */
export type OwnAnswer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Parts that the front door is made of. */
export interface FrontDoor {
  /** As the file says it now. */
  readonly workspace: () => Workspace;
  readonly places: Places;
  readonly audit: AuditLog;
  readonly receipts: Receipts;
  /** Such as `http://localhost:8470`. */
  readonly portalText: string;
  /** Whoever a request is from, by what it carries: a cookie of this origin, or what programs send. */
  askerOf(request: IncomingMessage, origin: Origin): Shown | Promise<Shown>;
  /** What is answered before it is asked who somebody is; undefined: nothing of that. */
  openTo(request: IncomingMessage, origin: Origin): OwnAnswer | undefined;
  /** What the front door itself answers to somebody who is known; undefined: it is not its own. */
  ownAnswer(request: IncomingMessage, origin: Origin, asker: Requester): OwnAnswer | undefined;
  /** Sends a browser that is not signed in where it can be; undefined: it is no browser that can be sent. */
  toSignIn(request: IncomingMessage, origin: Origin): OwnAnswer | undefined;
  /** Somebody has shown who they are on this connection. */
  proven(request: IncomingMessage): void;
  /** Somebody has shown what is not true. */
  wrong(): void;
}
