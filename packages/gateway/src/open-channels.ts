import { decideForCaller, type Workspace } from '@atelier/core';
import type { OpenChannel } from './passing/pass-websocket.ts';
import type { RequestPassage } from './passing/request-passage.ts';
import type { Requester } from './requester.ts';

/** Websockets that are open; what lets them be is looked at again when the workspace changes, or a session ends. */
export interface OpenChannels {
  add(channel: OpenChannel & { readonly ended: Promise<void> }, asker: Requester, passage: RequestPassage): void;
  /** Close those that the workspace does not allow any more. */
  recheck(workspace: Workspace): void;
  /** Close all, and those that are still to come. */
  closeAll(): void;
}

interface Kept {
  readonly channel: OpenChannel;
  readonly asker: Requester;
  readonly passage: RequestPassage;
}

const sweepMillis = 5000;

/**
 * None are open at first.
 *
 * @param isStillGood whether what has shown somebody is good for anything yet; asked every few seconds
 */
export function openChannels(isStillGood: (asker: Requester) => boolean): OpenChannels {
  const kept = new Set<Kept>();
  let isClosed = false;
  const closeWhere = (isOver: (one: Kept) => boolean) => {
    for (const one of kept) if (isOver(one)) one.channel.close();
  };
  const sweep = setInterval(() => closeWhere(({ asker }) => !isStillGood(asker)), sweepMillis);
  sweep.unref();
  return {
    add: (channel, asker, passage) => {
      if (isClosed) return channel.close();
      const one = { channel, asker, passage };
      kept.add(one);
      void channel.ended.then(() => kept.delete(one));
    },
    recheck: (workspace) =>
      closeWhere(({ asker, passage }) =>
        passage.required.some(({ action, resource }) => {
          return !decideForCaller(workspace, asker.caller, action, resource).allowed;
        }),
      ),
    closeAll: () => {
      isClosed = true;
      clearInterval(sweep);
      closeWhere(() => true);
    },
  };
}
