import { AwsFault, type CallerIdentity, type Members, type Service } from '../service/service.ts';
import type { World } from '../world/world.ts';
import { denial } from './denial.ts';
import { callerIn, judge } from './judge.ts';
import { rightsOfCall } from './rights-of-call.ts';
import type { Whereabouts } from './whereabouts.ts';

/** A call that is to be judged before it is carried out. */
export interface JudgedCall {
  readonly service: Service;
  readonly operation: string;
  readonly input: Members;
  readonly caller: CallerIdentity;
  readonly where: Whereabouts;
}

/** Result of judging: why not, and keys of conditions that the account knows nothing of. */
export interface Judgement {
  /** Undefined: the caller may. */
  readonly refusal: AwsFault | undefined;
  readonly notAnswered: readonly string[];
}

/** Decides a call as AWS does; one of which no rights are known is refused in a way that shows. */
export function authorise({ service, operation, input, caller, where }: JudgedCall, world: World): Judgement {
  const rights = rightsOfCall(service.signingName, operation, input, world);
  if (rights === undefined) {
    const message = `The rehearsal does not know which rights ${service.signingName}:${operation} needs.`;
    return { refusal: new AwsFault('UnknownRights', message), notAnswered: [] };
  }
  const asking = callerIn(caller, world);
  const notAnswered: string[] = [];
  for (const right of rights) {
    const judged = judge(right, asking, where, world);
    notAnswered.push(...judged.notAnswered);
    if (judged.denied !== undefined) {
      return { refusal: denial(judged.denied, service.protocol), notAnswered };
    }
  }
  return { refusal: undefined, notAnswered };
}
