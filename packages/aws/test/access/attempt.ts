import { arnOf, type PolicyGround } from '../../src/access/policy-ground.ts';
import type { ApiCall } from '../../src/journeys/calls/api-call.ts';
import type { Question } from './question.ts';

/** Somebody's attempt, in words and as a request. */
export type Attempt = readonly [string, ApiCall];

/** Name of something that is none of the workspace's. */
export const foreign = 'somewhere-else';

export function refused(attempts: readonly Attempt[], always: boolean): Question[] {
  return attempts.map(([what, attempt]) => ({ what, call: attempt, allowed: false, always }));
}

export function inDomain(ground: PolicyGround, kind: string, rest: string): string {
  return arnOf(ground, 'sagemaker', `${kind}/${ground.ids.domain}/${rest}`);
}
