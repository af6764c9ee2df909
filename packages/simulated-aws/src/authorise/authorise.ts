import { AwsFault, type CallerIdentity, type Members, type Service } from '../service/service.ts';
import type { Whereabouts } from '../service/whereabouts.ts';
import type { World } from '../world/world.ts';
import type { AskedRight } from './asked-right.ts';
import { denial } from './denial.ts';
import { callerIn, judge } from './judge.ts';
import { rightsOfCall } from './rights-of-call.ts';

/** A call that is to be judged before it is carried out. */
export interface JudgedCall {
  readonly service: Service;
  readonly operation: string;
  readonly input: Members;
  readonly caller: CallerIdentity;
  readonly where: Whereabouts;
}

/** Decides a call as AWS does: why not, or undefined. One of which no rights are known is refused in a way that shows. */
export function authorise(
  { service, operation, input, caller, where }: JudgedCall,
  world: World,
): AwsFault | undefined {
  const rights = rightsOfCall(service.signingName, operation, input, world);
  if (rights === undefined) {
    const message = `The rehearsal does not know which rights ${service.signingName}:${operation} needs.`;
    return new AwsFault('UnknownRights', message);
  }
  return refusalOf(rights, { ...caller, where }, service.protocol, world);
}

/** Why a caller does not have all of some rights, in the words of a service; undefined: it has, or nobody judges. */
export function refusalOf(
  rights: readonly AskedRight[],
  { where, ...caller }: CallerIdentity,
  protocol: Service['protocol'],
  world: World,
): AwsFault | undefined {
  if (where === undefined) return undefined;
  const asking = callerIn(caller, world);
  for (const right of rights) {
    const denied = judge(right, asking, where, world);
    if (denied !== undefined) return denial(denied, protocol);
  }
  return undefined;
}
