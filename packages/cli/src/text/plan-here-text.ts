import type { Counterpart, PlanHere } from '@atelier/local';
import { table } from './table.ts';

const mostPieces = 60;

/** A plan on this machine for people: what stands for each piece, or why nothing does; and what is there besides. */
export function planHereText({ workspace, pieces, own }: PlanHere): string {
  const rows = pieces
    .slice(0, mostPieces)
    .map(({ id, counterparts, none }) => [id, none === null ? counterparts.map(said) : `Nothing: ${none}`]);
  const rest = pieces.length - mostPieces;
  return [
    `The workspace ${workspace} on this machine\n`,
    table(rows) + (rest > 0 ? `… and ${rest} more; --json has them all.\n` : ''),
    "The supervisor's own\n",
    table(own.map((thing) => [said(thing), thing.because])),
  ].join('\n');
}

function said({ kind, name, since }: Counterpart): string {
  return `${kind} ${name}${since === 'up' ? '' : ', once a flow has run'}`;
}
