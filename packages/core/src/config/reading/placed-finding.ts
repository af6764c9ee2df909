import type { RuleFinding } from '../explaining/issue.ts';
import type { SourcePosition } from './source-positions.ts';

/** A finding that knows its place already. */
export interface PlacedFinding extends RuleFinding {
  readonly place: SourcePosition;
}
