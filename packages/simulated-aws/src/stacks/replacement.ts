import { isDeepStrictEqual } from 'node:util';
import { replacements } from '@atelier/cloudformation';
import type { JsonMap } from '../world/resource-store.ts';

export type Certainty = 'yes' | 'maybe' | 'no';

/** Names of the properties that differ. */
export function changedProperties(before: JsonMap, after: JsonMap): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

/** Whether CloudFormation makes a new resource in the place of the old one to change its properties. */
export function replacementFor(type: string, before: JsonMap, after: JsonMap): Certainty {
  const found = replacements(type, before, after).map(({ certainty }) => certainty);
  return found.includes('yes') ? 'yes' : (found[0] ?? 'no');
}
