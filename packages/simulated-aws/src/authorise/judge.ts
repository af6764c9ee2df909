import { decide, type IamCaller, requestContext } from '@atelier/proofs/policy';
import type { CallerIdentity } from '../service/service.ts';
import type { Whereabouts } from '../service/whereabouts.ts';
import type { World } from '../world/world.ts';
import type { AskedRight } from './asked-right.ts';
import type { Denied } from './denial.ts';
import { keysNotAnswered } from './keys-not-answered.ts';
import { policiesOfCaller } from './policies-of-account.ts';
import { policiesOfResource } from './policies-of-resource.ts';
import { contextOf, policyOfEndpoint } from './whereabouts.ts';

/** Why a caller has not a right; undefined: it has. The world notes what policies ask for and nobody can answer. */
export function judge(right: AskedRight, caller: IamCaller, where: Whereabouts, world: World): Denied | undefined {
  const { action, resource } = right;
  const context = requestContext(contextOf(right, caller, where, world));
  const own = policiesOfResource(right, world);
  const policies = {
    ...policiesOfCaller(caller, world),
    resource: own.policies.length === 0 ? undefined : own.policies,
    endpoint: policyOfEndpoint(where, right, world),
  };
  const decision = decide({ caller, action, resource, account: accountOf(resource, world), context }, policies);
  const unanswered = [...own.unknown, ...keysNotAnswered(policies, { action, caller, context })];
  for (const one of unanswered) world.notAnswered.add(one);
  return decision.verdict === 'allowed' ? undefined : { who: caller.arn, action, resource, decision };
}

/** Account that a thing belongs to; an ARN without one is taken to be of this account. */
function accountOf(resource: string, { account }: World): string {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? account;
}

/** Whom an access key stands for, as policies name them. */
export function callerIn({ arn }: Pick<CallerIdentity, 'arn'>, world: World): IamCaller {
  const [, account = world.account, name] = /^arn:[^:]*:sts::(\d*):assumed-role\/([^/]*)\//.exec(arn) ?? [];
  if (name === undefined) return { kind: 'user', arn, role: null, account: world.account };
  const role = world.resources.get('AWS::IAM::Role', name);
  const roleArn = role?.attributes.Arn ?? `arn:${world.partition}:iam::${account}:role/${name}`;
  return { kind: 'session', arn, role: String(roleArn), account };
}

/** A service that asks by itself, and not in the name of somebody. */
export function serviceCaller(name: string): IamCaller {
  return { kind: 'service', arn: name, role: null, account: null };
}
