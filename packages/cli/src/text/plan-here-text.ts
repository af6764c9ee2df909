import type { Counterpart, PlanHere, PlannedJourneys } from '@atelier/local';
import { notHereText } from './not-here-text.ts';
import { table } from './table.ts';

const mostPieces = 60;

/** A plan on this machine for people: what stands for each piece, or why nothing does; what is there besides, and what people can do. */
export function planHereText({ workspace, pieces, own }: PlanHere, { asked, notHere }: PlannedJourneys): string {
  const rows = pieces
    .slice(0, mostPieces)
    .map(({ id, counterparts, none }) => [id, none === null ? counterparts.map(said) : `Nothing: ${none}`]);
  const rest = pieces.length - mostPieces;
  return [
    `The workspace ${workspace} on this machine\n`,
    table(rows) + (rest > 0 ? `… and ${rest} more; --json has them all.\n` : ''),
    "The supervisor's own\n",
    table(own.map((thing) => [said(thing), thing.because])),
    `What people can do\n${asked} journeys have a way here; "atelier doctor" goes each of them once the workspace is up.\n${notHereText(notHere)}`,
  ].join('\n');
}

function said({ kind, name, since }: Counterpart): string {
  return `${kind} ${name}${since === 'up' ? '' : ', once a flow has run'}`;
}
