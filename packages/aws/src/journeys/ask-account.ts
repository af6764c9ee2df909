import {
  type AskedPolicies,
  type AskedPolicy,
  askedPolicy,
  decide,
  type IamAnswer,
  type IamCaller,
  type PolicyRequest,
  requestContext,
  supposing,
  type Untold,
  untoldIn,
} from '@atelier/proofs/policy';
import type { OutsideRequest } from './asked-journey.ts';
import type { ApiCall } from './calls/api-call.ts';
import { isControlled } from './limits/controlled-services.ts';
import { isTold, limitFacts } from './limits/limit-facts.ts';
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

/** An answer, or the statement of which nobody can tell whether it refuses the request. */
export type AccountAnswer = IamAnswer | ({ readonly verdict: 'untold' } & Untold);

/** A request as it is decided about: with its facts, and every policy that has a say. */
export interface WeighedRequest {
  readonly request: PolicyRequest;
  readonly policies: AskedPolicies;
}

/** What the policies of a planned account answer to a request. */
export function askAccount(account: PlannedAccount, asking: RoleAsking): AccountAnswer {
  return answerWithin(account, askedByRole(account, asking));
}

export function askedByRole(account: PlannedAccount, { role, session, call, way }: RoleAsking): WeighedRequest {
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
    ...limitFacts(call, account.limits, account.place, account.workspace),
    ...call.context,
  };
  const request = { caller, action: call.action, resource: call.resource, account: id, context: requestContext(facts) };
  return weighed(account, request, {
    identity: role.policies,
    boundary: role.boundary === null ? undefined : (account.limits.boundary ?? undefined),
    resource: policyOn(account, call.resource),
    // A service that goes on with a call comes from its own network.
    endpoint: isOnBehalf(call) || way.kind !== 'endpoint' ? undefined : way.endpoint.policy,
  });
}

function weighed({ limits }: PlannedAccount, request: PolicyRequest, own: AskedPolicies): WeighedRequest {
  const control = isControlled(request.action) ? limits.control : [];
  return { request, policies: { ...own, organization: limits.organization, control } };
}

/**
 * An answer under the policies of others: those of the organization, and of endpoints that were there before. Where they ask
 * what nobody can tell, it is the one that holds either way, if there is one.
 */
export function answerWithin(account: PlannedAccount, { request, policies }: WeighedRequest): AccountAnswer {
  const { organization = [], control = [], endpoint } = policies;
  const foreign = [...organization.flat(), ...control, ...foreignEndpoint(account, policies)];
  const untold = untoldIn(foreign, request, (key) => isTold(key, request, account.tags));
  const [first] = untold;
  if (first === undefined) return decide(request, policies);
  const answers = (['for', 'against'] as const).map((outcome) => {
    const supposed = (policy: AskedPolicy) => supposing(policy, untold, outcome);
    return decide(request, {
      ...policies,
      organization: organization.map((level) => level.map(supposed)),
      control: control.map(supposed),
      endpoint: endpoint === undefined ? undefined : supposed(endpoint),
    });
  });
  const [kindest, strictest] = answers;
  if (kindest === undefined || strictest === undefined || kindest.verdict !== 'allowed')
    return kindest ?? decide(request, policies);
  if (strictest.verdict === 'allowed') return strictest;
  return { verdict: 'untold', ...(untold.find(({ statement }) => refusedBy(strictest, statement)) ?? first) };
}

function foreignEndpoint({ foreign }: PlannedAccount, { endpoint }: AskedPolicies): readonly AskedPolicy[] {
  return endpoint !== undefined && foreign.has(endpoint) ? [endpoint] : [];
}

function refusedBy(answer: IamAnswer, { path }: Untold['statement']): boolean {
  return answer.verdict === 'denied' && answer.statement.path === path;
}

const everything = askedPolicy('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** What the policy of a thing answers to somebody from outside of the workspace, whose own policies are taken to allow it. */
export function askForOutsider(account: PlannedAccount, asking: OutsideRequest): AccountAnswer {
  return answerWithin(account, askedByOutsider(account, asking));
}

export function askedByOutsider(account: PlannedAccount, { caller, call, through }: OutsideRequest): WeighedRequest {
  const [, , , , id = ''] = String(account.domain.properties.KmsKeyId).split(':');
  const context = requestContext({
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': String(caller.kind === 'service'),
    ...(caller.kind === 'service' ? { 'aws:PrincipalServiceName': caller.arn } : {}),
    ...(caller.account === null ? {} : { 'aws:PrincipalAccount': caller.account }),
    ...(caller.role === null ? {} : { 'aws:PrincipalArn': caller.role }),
    ...factsOfService(call, caller.account ?? id),
    'aws:ViaAWSService': 'false',
    ...ofOrganization(caller, call, account),
    ...call.context,
  });
  const trust = [...account.roles.values()].find(({ arn }) => arn === call.resource)?.trust;
  const resource = trust ?? policyOn(account, call.resource);
  const identity = caller.account === null ? [] : [everything];
  if (through !== undefined) {
    const request = { caller, action: call.action, resource: call.resource, account: caller.account ?? id, context };
    return { request, policies: { identity, endpoint: through.policy } };
  }
  const request = { caller, action: call.action, resource: call.resource, account: id, context };
  // Policies of the organization that are not of the caller's account, whose own nobody has shown.
  const limits = caller.account === id ? account.limits : { ...account.limits, organization: [] };
  return weighed({ ...account, limits }, request, { identity, resource });
}

/** What a request by somebody from outside says of the organization, where it is known which one that is. */
function ofOrganization({ account: own }: IamCaller, { context }: ApiCall, { limits, place }: PlannedAccount) {
  const id = limits.organizationId;
  return {
    'aws:RequestedRegion': place.region,
    ...(id === null ? {} : { 'aws:ResourceOrgID': id }),
    ...(id === null || own !== place.account ? {} : { 'aws:PrincipalOrgID': id }),
    ...(id === null || context['aws:SourceAccount'] !== place.account ? {} : { 'aws:SourceOrgID': id }),
  };
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
