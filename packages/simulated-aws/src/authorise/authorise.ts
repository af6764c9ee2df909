import { decide, type IamCaller, requestContext } from '@atelier/proofs/policy';
import { AwsFault, type CallerIdentity, type Members, type Service } from '../service/service.ts';
import type { World } from '../world/world.ts';
import type { AskedRight } from './asked-right.ts';
import { denial } from './denial.ts';
import { keysNotAnswered } from './keys-not-answered.ts';
import { policiesOfCaller, policyOfResource } from './policies-of-account.ts';
import { rightsOfCall } from './rights-of-call.ts';
import { contextOf, policyOfEndpoint, type Whereabouts } from './whereabouts.ts';

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
    if (judged.words !== undefined) {
      return { refusal: denial(judged.words, service.protocol), notAnswered };
    }
  }
  return { refusal: undefined, notAnswered };
}

/** Whether a caller has a right, in AWS's words where not. */
function judge(
  right: AskedRight,
  caller: IamCaller,
  where: Whereabouts,
  world: World,
): { readonly words: DenialWords | undefined; readonly notAnswered: readonly string[] } {
  const { action, resource } = right;
  const context = requestContext(contextOf(right, caller, where, world));
  const isOwn = !resource.startsWith('arn:') || !action.startsWith('iam:');
  const policies = {
    ...policiesOfCaller(caller, world),
    resource: isOwn ? policyOfResource(resource, world) : undefined,
    endpoint: policyOfEndpoint(where, right, world),
  };
  const decision = decide({ caller, action, resource, account: world.account, context }, policies);
  return {
    words: decision.verdict === 'allowed' ? undefined : { who: caller.arn, action, resource, decision },
    notAnswered: keysNotAnswered(policies, action),
  };
}

type DenialWords = Parameters<typeof denial>[0];

/** Whom an access key stands for, as policies name them. */
function callerIn({ arn }: CallerIdentity, world: World): IamCaller {
  const [, account = world.account, name] = /^arn:[^:]*:sts::(\d*):assumed-role\/([^/]*)\//.exec(arn) ?? [];
  if (name === undefined) return { kind: 'user', arn, role: null, account: world.account };
  const role = world.resources.get('AWS::IAM::Role', name);
  const roleArn = role?.attributes.Arn ?? `arn:${world.partition}:iam::${account}:role/${name}`;
  return { kind: 'session', arn, role: String(roleArn), account };
}
