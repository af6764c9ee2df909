import { decide, type IamCaller, requestContext } from '@atelier/proofs/policy';
import type { CallerIdentity } from '../service/service.ts';
import type { World } from '../world/world.ts';
import type { AskedRight } from './asked-right.ts';
import type { Denied } from './denial.ts';
import { keysNotAnswered } from './keys-not-answered.ts';
import { policiesOfCaller, policyOfResource } from './policies-of-account.ts';
import { contextOf, policyOfEndpoint, type Whereabouts } from './whereabouts.ts';

/** Whether a caller has a right, in AWS's words where not. */
export function judge(
  right: AskedRight,
  caller: IamCaller,
  where: Whereabouts,
  world: World,
): { readonly denied: Denied | undefined; readonly notAnswered: readonly string[] } {
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
    denied: decision.verdict === 'allowed' ? undefined : { who: caller.arn, action, resource, decision },
    notAnswered: keysNotAnswered(policies, action),
  };
}

/** Whom an access key stands for, as policies name them. */
export function callerIn({ arn }: Pick<CallerIdentity, 'arn'>, world: World): IamCaller {
  const [, account = world.account, name] = /^arn:[^:]*:sts::(\d*):assumed-role\/([^/]*)\//.exec(arn) ?? [];
  if (name === undefined) return { kind: 'user', arn, role: null, account: world.account };
  const role = world.resources.get('AWS::IAM::Role', name);
  const roleArn = role?.attributes.Arn ?? `arn:${world.partition}:iam::${account}:role/${name}`;
  return { kind: 'session', arn, role: String(roleArn), account };
}
