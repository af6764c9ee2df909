import type { Action } from '../access/action.ts';
import type { Resource } from '../access/resource.ts';
import type { Person } from '../model/person.ts';

/** Where a person sits when a journey begins: before a browser, or inside of the own space. */
export type JourneyPlace = 'browser' | 'space';

/** Something that a person has to be able to do, from sign-in to result. */
export interface Journey {
  readonly person: Person;
  readonly action: Action;
  readonly resource: Resource;
  readonly from: JourneyPlace;
}
