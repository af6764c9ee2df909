import type { PlannedDoor } from '@atelier/local';

/** Where people would come in, and what speaks against it. */
export function plannedDoorText(door: PlannedDoor): string {
  if (door.kind === 'loopback') {
    return 'Where people come in\n\nOn loopback, for this machine alone; frontDoor opens it to others.\n';
  }
  const { url, address, port, certificateEndsAtMs: endsAtMs, problem } = door;
  const certificate =
    endsAtMs === null
      ? `Its certificate is not accepted: ${problem?.message}\n${problem?.fix}\n`
      : `Its certificate is good until ${dayOf(endsAtMs)}.\n`;
  return `Where people come in\n\n${url}/, at port ${port} of ${address}, and nowhere else on this machine.\n${certificate}`;
}

/** Such as 2026-12-31. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
