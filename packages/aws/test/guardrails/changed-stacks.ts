import { isDeepStrictEqual } from 'node:util';
import type { StackTemplate } from '@atelier/cloudformation';

/** Names of the stacks that are new, gone or different, in alphabetical order. */
export function changedStacks(before: readonly StackTemplate[], after: readonly StackTemplate[]): string[] {
  const old = new Map(before.map((each) => [each.stack, each.template]));
  const changed = after.filter((each) => !isDeepStrictEqual(old.get(each.stack), each.template));
  const kept = new Set(after.map((each) => each.stack));
  const gone = before.filter((each) => !kept.has(each.stack));
  return [...changed, ...gone].map((each) => each.stack).sort();
}
