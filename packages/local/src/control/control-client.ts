import type { Workspace } from '@atelier/core';
import { controlRoutes } from '@atelier/core/contract';
import { askOnce } from '../routes/ask-route.ts';
import type { StateFolder } from '../state-folder.ts';

/** Commands to a running workspace as a whole. */
export interface ControlClient {
  /** Make the machine match a workspace. */
  apply(workspace: Workspace): Promise<void>;
  /** Have the front door at another port of loopback. */
  moveFrontDoor(port: number): Promise<void>;
  stop(): Promise<void>;
}

/** Talk to a running workspace over its owner's socket. Throws as `apiClient` does. */
export function controlClient(state: StateFolder): ControlClient {
  const at = { state, socket: state.controlSocket };
  return {
    apply: async (workspace) => void (await askOnce(at, controlRoutes.apply, { params: {}, body: workspace })),
    moveFrontDoor: async (port) =>
      void (await askOnce(at, controlRoutes.moveFrontDoor, { params: {}, body: { port } })),
    stop: async () => void (await askOnce(at, controlRoutes.stop, { params: {}, body: {} })),
  };
}
