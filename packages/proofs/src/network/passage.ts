import type { EvaluatedResource } from '@atelier/cloudformation';

/** Whether connections get through; `unknown`: nothing that is known stops them, and not everything is known. */
export type Passage =
  | { readonly verdict: 'open' }
  | {
      readonly verdict: 'closed';
      /** The route table, group, ACL, entry or endpoint that stops them. */
      readonly at: EvaluatedResource;
      readonly because: string;
      /** The one change that lets them through. */
      readonly fix: string;
    }
  | { readonly verdict: 'unknown'; readonly because: string };

export const open: Passage = { verdict: 'open' };

export function closed(at: EvaluatedResource, because: string, fix: string): Passage {
  return { verdict: 'closed', at, because, fix };
}

export function unknown(because: string): Passage {
  return { verdict: 'unknown', because };
}

/** The first passage that is closed, else the first of which not everything is known. */
export function passageOf(steps: Iterable<Passage>): Passage {
  let found: Passage = open;
  for (const step of steps) {
    if (step.verdict === 'closed') return step;
    if (found.verdict === 'open') found = step;
  }
  return found;
}
