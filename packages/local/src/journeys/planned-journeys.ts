import { journeyProof, journeysOf, journeyText, type UnprovenJourney, type Workspace } from '@atelier/core';
import { doorHere } from './doors-here.ts';

/** What people of a file can be asked to do on this machine, before anything is up. */
export interface PlannedJourneys {
  /** How many journeys a workspace that is up is asked for. */
  readonly asked: number;
  readonly notHere: readonly UnprovenJourney[];
}

/** Which journeys have a way on this machine, and why the others have none. */
export function plannedJourneys(workspace: Workspace): PlannedJourneys {
  const ended = journeysOf(workspace).map((journey) => {
    const door = doorHere(journey.action, journey.resource);
    const outcome = 'none' in door ? { unknown: door.none } : ('proven' as const);
    return { who: journey.person.name, journey: journeyText(journey), outcome };
  });
  const { proven, notProven } = journeyProof(ended);
  return { asked: proven, notHere: notProven };
}
