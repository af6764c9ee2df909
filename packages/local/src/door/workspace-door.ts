import { Problem } from '@atelier/problem';
import type { DoorTargets } from './door-targets.ts';
import { type Door, type DoorOptions, openDoor } from './open-door.ts';

/** Where a workspace is open to stock clients. */
export type DoorStatus = Pick<Door, 'url' | 'tokenFile' | 'headerFile'>;

/** The door of a workspace: closed until somebody asks for it, and opened once. */
export interface WorkspaceDoor {
  /** Undefined while it is closed. */
  status(): DoorStatus | undefined;
  /** Open it, at any free port unless one is named; once open it stays where it is. Problems `DoorPortTaken`, `DoorElsewhere`. */
  open(port: number | undefined): Promise<void>;
  close(): Promise<void>;
}

/** Make the door of a workspace; nothing listens yet. */
export function workspaceDoor(targets: DoorTargets, options: Omit<DoorOptions, 'port'>): WorkspaceDoor {
  let opening: Promise<Door> | undefined;
  let door: Door | undefined;
  return {
    status: () => door && { url: door.url, tokenFile: door.tokenFile, headerFile: door.headerFile },
    open: async (port) => {
      opening ??= openDoor(targets, port === undefined ? options : { ...options, port });
      try {
        door = await opening;
      } catch (error) {
        opening = undefined;
        throw error;
      }
      if (port !== undefined && door.port !== port) throw elsewhere(port, door.url);
    },
    close: async () => {
      const closing = door ?? (await opening?.catch(() => undefined));
      await closing?.close();
    },
  };
}

function elsewhere(port: number, url: string): Problem {
  return new Problem({
    code: 'DoorElsewhere',
    message: `Port ${port} was asked for, and the workspace is open at ${url} already.`,
    fix: 'Use that address, or run "atelier down" and then "atelier up" with the other port.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
