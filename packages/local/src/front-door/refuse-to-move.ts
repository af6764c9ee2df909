import type { OutsideDoor } from '@atelier/core';
import { Problem } from '@atelier/problem';

/** Refuse another port of loopback to a front door whose place stands in the file. Problem `DoorPlaceInFile`. */
export function refuseToMove(door: OutsideDoor | null): void {
  if (door === null) return;
  throw new Problem({
    code: 'DoorPlaceInFile',
    message: `--listen is about a port of loopback, and the front door is at port ${door.port} of ${door.address}, as frontDoor of the file says.`,
    fix: 'Write another frontDoor.port and run "atelier up" without --listen.',
    whose: 'yours',
    state: 'The front door is where it was.',
  });
}
