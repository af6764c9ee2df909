import type { PolicyRequest } from '@atelier/proofs/policy';
import type { DeployLocation } from '../../deploy-location.ts';
import { workspaceTag } from '../../layout/workspace-tags.ts';
import type { ApiCall } from '../calls/api-call.ts';
import type { AccountLimits } from './account-limits.ts';

/**
 * Services with one endpoint for the whole of AWS: "requests to global services … are always made to us-east-1" (IAM User Guide,
 * "aws:RequestedRegion").
 */
const globalServices = ['budgets', 'iam'];

/** Facts of a request of a principal of the account that policies of an organization, and boundaries, ask for besides. */
export function limitFacts(
  { action, context }: ApiCall,
  { organizationId }: Pick<AccountLimits, 'organizationId'>,
  { region, partition }: Pick<DeployLocation, 'region' | 'partition'>,
  workspace: string,
): ApiCall['context'] {
  const [service = ''] = action.split(':');
  const isGlobal = partition === 'aws' && globalServices.includes(service);
  const isTagged = service === 'kms' || Object.keys(context).some((key) => key.startsWith('aws:ResourceTag/'));
  return {
    'aws:RequestedRegion': isGlobal ? 'us-east-1' : region,
    ...(isTagged ? { [`aws:ResourceTag/${workspaceTag}`]: workspace } : {}),
    ...(organizationId === null ? {} : { 'aws:PrincipalOrgID': organizationId, 'aws:ResourceOrgID': organizationId }),
  };
}

/** Keys of which it is known that a request lacks them where nothing else is said of it. */
const toldAbsent =
  /^aws:(principal(arn|account|type|isawsservice|servicename|servicenameslist|tag\/.*)|userid|username|resourceaccount|securetransport|viaawsservice|calledvia(first|last)?|source(ip|vpc|vpce|arn|account)|vpcsourceip|requestedregion|multifactorauth(present|age)|assumedroot|ec2instancesource(vpc|privateipv4))$/;

/** Keys of roles that machines of EC2 have, which none of the workspace's is. */
const ofMachines = ['ec2:sourceinstancearn', 'ec2:roledelivery'];

/** Keys of an organization that somebody without an account has not. */
const ofMembers = /^aws:principalorg(id|paths)$/;

/** Actions that may give something tags; objects of S3 have tags of S3's own kind. */
const givesTags =
  /^(?!s3:PutObject)[^:]+:(Accept|Add|Allocate|Associate|Assume|Authorize|Convert|Copy|Create|DeleteTags|Export|Import|Purchase|Put|Register|Remove|Request|Run|Start|Tag|Untag|Update|Upload)/;

/** Whether it is known what a request says under a key, or that it says nothing; keys in lower case. */
export function isTold(
  key: string,
  { action, context, caller }: Pick<PolicyRequest, 'action' | 'context' | 'caller'>,
  tags: Readonly<Record<string, string>>,
): boolean {
  if (context[key] !== undefined || toldAbsent.test(key) || ofMachines.includes(key)) return true;
  if (caller.account === null && ofMembers.test(key)) return true;
  const [prefix = '', ...rest] = key.split(':');
  // A service tells of its own things, and every service what AWS knows of all.
  if (prefix !== 'aws') return rest.length === 0 || prefix !== action.split(':')[0]?.toLowerCase();
  const resourceTag = /^aws:resourcetag\/(.*)$/.exec(key)?.[1];
  // A thing has the tags of the file, where its service tells of them.
  if (resourceTag !== undefined) return !Object.keys(tags).some((tag) => tag.toLowerCase() === resourceTag);
  if (!tagsOfRequest.test(key)) return false;
  return !givesTags.test(action) || Object.keys(context).some((one) => tagsOfRequest.test(one));
}

const tagsOfRequest = /^aws:(requesttag\/.*|tagkeys)$/;
