import type { Finding } from '../explaining/issue.ts';
import type { Place } from './places.ts';

/** A finding that knows its place already. */
export interface PlacedFinding extends Finding {
  readonly place: Place;
}
