import type { Workspace } from '@atelier/core';
import type { WorkspaceStatus } from '@atelier/core/contract';
import type { ApiClient } from '../api/api-client.ts';
import type { AskedSocket } from '../routes/send-request.ts';

/** Somebody who asks a running workspace. */
export interface AskingHere {
  /** As the file says it. */
  readonly workspace: Workspace;
  /** Asks in that person's name. */
  readonly api: ApiClient;
  /** The front door, in that person's name. */
  readonly frontDoor: AskedSocket;
  /** As that person sees it. */
  status(): Promise<WorkspaceStatus>;
  /** As the owner sees it. */
  readonly owners: WorkspaceStatus;
}

/** How something is asked of a running workspace; asking leaves nothing behind, whatever is answered. */
export interface DoorHere {
  /** Such as `POST /projects/sales/sql`. */
  call(thing: string): string;
  /**
   * @param thing name of a project, or of the person whose space it is
   * @throws Problem as the workspace answers it
   */
  ask(asking: AskingHere, thing: string, signal: AbortSignal): Promise<DoorAnswer>;
}

/** `unknown`: there is nothing yet by which anybody could know. */
export type DoorAnswer = 'open' | { readonly refused: string } | { readonly unknown: string };

/** Why this machine has no way to ask for something. */
export interface NoDoor {
  readonly none: string;
}
