import { askedPolicy, decide, type IamAnswer, type IamCaller, requestContext } from '@atelier/proofs/policy';
import type { OutsideRequest } from './asked-journey.ts';
import type { ApiCall } from './calls/api-call.ts';
import type { PlannedAccount, PlannedEndpoint, PlannedRole } from './planned-account.ts';

/** Way that a request takes: by an endpoint of the network, over the internet from an address, or from AWS's own network. */
export type Way =
  | { readonly kind: 'aws' }
  | { readonly kind: 'endpoint'; readonly endpoint: PlannedEndpoint; readonly vpc: string; readonly address: string }
  | { readonly kind: 'internet'; readonly address: string };

export interface RoleAsking {
  readonly role: PlannedRole;
  /** Name of the session, such as `SageMaker`. */
  readonly session: string;
  readonly call: ApiCall;
  readonly way: Way;
}

/** What the policies of a planned account answer to a request. */
export function askAccount(account: PlannedAccount, { role, session, call, way }: RoleAsking): IamAnswer {
  const [, partition = 'aws', , , id = '', ...path] = role.arn.split(':');
  const name = path.join(':').split('/').at(-1) ?? '';
  const caller: IamCaller = {
    kind: 'session',
    arn: `arn:${partition}:sts::${id}:assumed-role/${name}/${session}`,
    role: role.arn,
    account: id,
  };
  const facts = {
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': id,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': `AROAEXAMPLE:${session}`,
    'aws:ResourceAccount': id,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    ...tagsOf(role),
    ...(isOnBehalf(call) ? {} : factsOf(way)),
    ...factsOfService(call, id),
    ...call.context,
  };
  const context = requestContext(facts);
  return decide(
    { caller, action: call.action, resource: call.resource, account: id, context },
    {
      identity: role.policies,
      resource: policyOn(account, call.resource),
      // A service that goes on with a call comes from its own network.
      endpoint: isOnBehalf(call) || way.kind !== 'endpoint' ? undefined : way.endpoint.policy,
    },
  );
}

const everything = askedPolicy('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** What the policy of a thing answers to somebody from outside of the workspace, whose own policies are taken to allow it. */
export function askForOutsider(account: PlannedAccount, { caller, call }: OutsideRequest): IamAnswer {
  const [, , , , id = ''] = String(account.domain.properties.KmsKeyId).split(':');
  const context = requestContext({
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': String(caller.kind === 'service'),
    ...(caller.kind === 'service' ? { 'aws:PrincipalServiceName': caller.arn } : {}),
    ...(caller.account === null ? {} : { 'aws:PrincipalAccount': caller.account }),
    ...(caller.role === null ? {} : { 'aws:PrincipalArn': caller.role }),
    ...factsOfService(call, caller.account ?? id),
    'aws:ViaAWSService': 'false',
    ...call.context,
  });
  const trust = [...account.roles.values()].find(({ arn }) => arn === call.resource)?.trust;
  const resource = trust ?? policyOn(account, call.resource);
  const identity = caller.account === null ? [] : [everything];
  return decide({ caller, action: call.action, resource: call.resource, account: id, context }, { identity, resource });
}

/** Whether a service makes the call in the name of whoever called it, from a network of its own. */
export function isOnBehalf({ context }: ApiCall): boolean {
  return context['aws:ViaAWSService'] === 'true';
}

function policyOn({ policies }: PlannedAccount, resource: string) {
  return policies.get(resource) ?? policies.get(resource.split('/')[0] ?? '');
}

function tagsOf({ tags }: PlannedRole): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}

function factsOf(way: Way): Record<string, string> {
  if (way.kind === 'aws') return {};
  if (way.kind === 'internet') return { 'aws:SourceIp': way.address };
  return { 'aws:SourceVpc': way.vpc, 'aws:SourceVpce': way.endpoint.id, 'aws:VpcSourceIp': way.address };
}

function factsOfService({ action }: ApiCall, account: string): Record<string, string> {
  if (action.startsWith('s3:')) return { 's3:TlsVersion': '1.3', 's3:ResourceAccount': account };
  return action.startsWith('kms:') ? { 'kms:CallerAccount': account } : {};
}
