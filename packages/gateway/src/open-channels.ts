import { decideForCaller, type Workspace } from '@atelier/core';
import type { Asker } from './asker.ts';
import type { OpenChannel } from './passing/pass-websocket.ts';
import type { Passage } from './passing/passage.ts';

/** Websockets that are open; what lets them be is looked at again when the workspace changes, or a session ends. */
export interface OpenChannels {
  add(channel: OpenChannel & { readonly ended: Promise<void> }, asker: Asker, passage: Passage): void;
  /** Close those that the workspace does not allow any more. */
  recheck(workspace: Workspace): void;
  /** Close those of whatever is no longer good for anything. */
  closeOf(isOver: (asker: Asker) => boolean): void;
  closeAll(): void;
}

interface Kept {
  readonly channel: OpenChannel;
  readonly asker: Asker;
  readonly passage: Passage;
}

/** None are open at first. */
export function openChannels(): OpenChannels {
  const kept = new Set<Kept>();
  const closeWhere = (isOver: (one: Kept) => boolean) => {
    for (const one of kept) if (isOver(one)) one.channel.close();
  };
  return {
    add: (channel, asker, passage) => {
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
    closeOf: (isOver) => closeWhere(({ asker }) => isOver(asker)),
    closeAll: () => closeWhere(() => true),
  };
}
