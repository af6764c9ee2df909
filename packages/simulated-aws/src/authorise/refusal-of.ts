import type { RequestContext } from '@atelier/proofs/policy';
import type { Members } from '../service/service.ts';
import type { Whereabouts } from '../service/whereabouts.ts';
import type { World } from '../world/world.ts';
import { denialWords } from './denial.ts';
import { callerIn, judge } from './judge.ts';
import { rightsOfCall } from './rights-of-call.ts';

/** A call that somebody might make. */
export interface PossibleCall {
  /** Signing name of the service, such as `s3`. */
  readonly service: string;
  /** Such as `GetObject`. */
  readonly operation: string;
  readonly input: Members;
  /** ARN of a user or of a role's session. */
  readonly caller: string;
  readonly where: Whereabouts;
  /** Facts of the caller's place by key, such as `aws:SourceIp`, in the place of those that stand for anybody. */
  readonly facts?: RequestContext;
}

/**
 * Why the account would refuse a call, in AWS's words; null: it would let it pass. Nothing is called.
 *
 * @throws Error for an operation whose rights nobody has said
 */
export function refusalOf(
  { service, operation, input, caller, where, facts }: PossibleCall,
  world: World,
): string | null {
  const rights = rightsOfCall(service, operation, input, world);
  if (rights === undefined) throw new Error(`The rights of ${service}:${operation} are not known.`);
  const asking = callerIn({ arn: caller }, world);
  for (const right of rights) {
    // What a service does for the caller has no place.
    const placed = right.via === undefined ? { ...right, facts: { ...right.facts, ...facts } } : right;
    const denied = judge(placed, asking, where, world);
    if (denied !== undefined) return denialWords(denied);
  }
  return null;
}
