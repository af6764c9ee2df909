import { type AskedPolicy, askedPolicy, type IamCaller, type RequestContext } from '@atelier/proofs/policy';
import type { Whereabouts } from '../service/whereabouts.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { tagsIn } from '../world/tags.ts';
import type { World } from '../world/world.ts';
import type { AskedRight } from './asked-right.ts';
import { roleWithArn } from './policies-of-account.ts';

/** Addresses that stand for anybody on the internet, and for anybody in a network (RFC 5737, RFC 1918). */
const [publicAddress, privateAddress] = ['203.0.113.7', '10.10.0.7'];

/** Facts of a request (IAM User Guide, "AWS global condition context keys"); what is not there is absent at AWS too. */
export function contextOf(right: AskedRight, caller: IamCaller, where: Whereabouts, world: World): RequestContext {
  return {
    'aws:requestedregion': world.region,
    'aws:securetransport': 'true',
    'aws:currenttime': new Date(world.clock.nowMs()).toISOString(),
    'aws:epochtime': String(Math.floor(world.clock.nowMs() / 1000)),
    'aws:resourceaccount': world.account,
    ...ofCaller(right, caller, world),
    ...ofPlace(right, caller, where, world),
    ...ofTags(right),
    ...lowerCase(right.facts),
  };
}

function lowerCase(facts: RequestContext = {}): RequestContext {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key.toLowerCase(), value]));
}

function ofCaller({ source }: AskedRight, { kind, arn, role, account }: IamCaller, world: World): RequestContext {
  if (kind === 'service')
    return {
      'aws:principalisawsservice': 'true',
      ...{ 'aws:principalservicename': arn, 'aws:principalservicenameslist': [arn] },
      ...lowerCase(source),
    };
  if (account === null) return {};
  const tags = tagsIn(role === null ? undefined : roleWithArn(role, world)?.properties.Tags);
  return {
    'aws:principalisawsservice': 'false',
    'aws:principalarn': role ?? arn,
    'aws:principalaccount': account,
    'aws:principaltype': kind === 'session' ? 'AssumedRole' : 'User',
    'aws:userid': arn.split('/').at(-1) ?? arn,
    ...(kind === 'user' ? { 'aws:username': arn.split('/').at(-1) ?? '' } : {}),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:principaltag/${Key.toLowerCase()}`, Value])),
  };
}

/** Services that tell of themselves in `aws:CalledVia` (IAM User Guide, "aws:CalledVia", the list of services). */
const tellingOfThemselves = ['athena', 'cloudformation', 'dynamodb', 'kms'];

/** A service that acts for the caller comes from no network (IAM User Guide, "aws:ViaAWSService"). */
function ofPlace(right: AskedRight, { kind, account }: IamCaller, where: Whereabouts, world: World): RequestContext {
  const service = right.action.split(':')[0];
  const own: RequestContext = service === 's3' ? { 's3:tlsversion': '1.3', 's3:resourceaccount': world.account } : {};
  const via = right.via !== undefined && tellingOfThemselves.includes(right.via) && `${right.via}.amazonaws.com`;
  const called: RequestContext = {
    'aws:viaawsservice': String(right.via !== undefined),
    ...(via === false ? {} : { 'aws:calledvia': [via], 'aws:calledviafirst': via, 'aws:calledvialast': via }),
    ...(service === 'kms' && account !== null ? { 'kms:calleraccount': account } : {}),
    ...(service === 'kms' && right.via !== undefined
      ? { 'kms:viaservice': `${right.via}.${world.region}.amazonaws.com` }
      : {}),
  };
  if (right.via !== undefined || kind === 'service') return { ...own, ...called };
  if (where === 'outside') return { ...own, ...called, 'aws:sourceip': publicAddress };
  const vpc = endpointIn(where, world)?.properties.VpcId;
  return {
    ...{ ...own, ...called, 'aws:sourcevpce': where.endpoint, 'aws:vpcsourceip': privateAddress },
    ...(vpc === undefined ? {} : { 'aws:sourcevpc': String(vpc) }),
  };
}

function ofTags({ tags = [], gives = [] }: AskedRight): RequestContext {
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:resourcetag/${Key.toLowerCase()}`, Value])),
    ...Object.fromEntries(gives.map(({ Key, Value }) => [`aws:requesttag/${Key.toLowerCase()}`, Value])),
    ...(gives.length === 0 ? {} : { 'aws:tagkeys': gives.map(({ Key }) => Key) }),
  };
}

function endpointIn({ endpoint }: Exclude<Whereabouts, 'outside'>, { resources }: World): StoredResource | undefined {
  return resources.get('AWS::EC2::VPCEndpoint', endpoint);
}

/** Policy of the endpoint that a request comes through; one that has none lets everything through. */
export function policyOfEndpoint(where: Whereabouts, right: AskedRight, world: World): AskedPolicy | undefined {
  if (where === 'outside' || right.via !== undefined) return undefined;
  const document = endpointIn(where, world)?.properties.PolicyDocument;
  return document === undefined
    ? undefined
    : askedPolicy(where.endpoint, document as Parameters<typeof askedPolicy>[1]);
}
