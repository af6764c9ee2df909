import type { UnprovenJourney } from '@atelier/core';
import { oneLine } from '@atelier/problem';

/** Journeys that this machine has no way for, by the reason: the actions alone, as it holds for everybody. */
export function notHereText(journeys: readonly UnprovenJourney[]): string {
  const byReason = Map.groupBy(journeys, ({ because }) => because);
  return [...byReason]
    .map(([because, those]) => {
      const actions = new Set(those.map(({ journey }) => journey.replace(/ on .*/, '')));
      return `${oneLine(`Not here: ${[...actions].join(', ')}. ${because}`)}\n`;
    })
    .join('');
}
