import type { OutgoingHttpHeaders } from 'node:http';
import type { Action, OwnerAction, Resource } from '@atelier/core';
import type { Origin } from '../origins/origin.ts';

/** What somebody has to be allowed. */
export interface Required {
  readonly action: Action | OwnerAction;
  readonly resource: Resource;
}

/** A request that goes on to a server behind the front door, as soon as it is decided that it may. */
export interface RequestPassage {
  /** All of it; the first is what the audit says was asked for. */
  readonly required: readonly [Required, ...Required[]];
  readonly socket: string;
  /** Id of the space that answers there, in whose receipt it is written what crosses; left out: no space. */
  readonly space?: string;
  /** As the server there is asked. */
  readonly path: string;
  /** Methods that are taken there. */
  readonly methods: readonly string[];
  /** Headers of ours, beside those that pass. */
  readonly headers: OutgoingHttpHeaders;
  /** The kind of origin whose pages may ask for it: what a server answers is to be no page of another origin. */
  readonly pagesOf: Origin['kind'] | 'none';
  /** Whether the server there speaks websockets. */
  readonly upgrades: 'websocket' | 'never';
  /**
   * Whether whoever owns the machine is let in as the owner: people's own spaces are people's. A whole person asks with all
   * that they may do, and not with a token that is narrower.
   */
  readonly open: 'to the owner too' | 'to people alone' | 'to whole people alone';
}
