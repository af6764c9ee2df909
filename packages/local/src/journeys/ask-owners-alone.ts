import type { OwnerAction } from '@atelier/core';
import { controlRoutes } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { askOnce } from '../routes/ask-route.ts';
import type { AskedSocket } from '../routes/send-request.ts';

/** Something that the owner of a workspace alone may ask for. */
export interface OwnersDoor {
  readonly action: OwnerAction;
  /** Such as `POST /stop`. */
  readonly call: string;
  /**
   * Ask with what no route takes, which is looked at after it is decided who may ask: nothing is ever done. Resolves for who
   * is let in.
   *
   * @throws Problem NotAllowed, and others as they are answered
   */
  enter(at: AskedSocket): Promise<void>;
}

const notAccepted = { neither: 'a workspace nor an order' };

/** Every door of the owner's. */
export const ownersDoors: readonly OwnersDoor[] = Object.values(controlRoutes).map((route) => ({
  action: route.action as OwnerAction,
  call: `${route.method} ${route.path}`,
  enter: async (at) => {
    try {
      await askOnce(at, route as typeof controlRoutes.stop, { params: {}, body: notAccepted as never });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'RequestNotAccepted') throw error;
    }
  },
}));
