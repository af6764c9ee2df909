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
  /^aws:(principal(arn|account|type|isawsservice|servicename|servicenameslist|tag\/.*)|userid|username|resourceaccount|securetransport|viaawsservice|calledvia(first|last)?|source(ip|vpc|vpce|arn|account)|vpcsourceip|requestedregion|multifactorauth(present|age)|assumedroot)$/;

/** Whether it is known what a request says under a key, or that it says nothing; keys in lower case. */
export function isTold(key: string, context: ApiCall['context'], tags: Readonly<Record<string, string>>): boolean {
  const known = Object.keys(context).map((one) => one.toLowerCase());
  if (known.includes(key) || toldAbsent.test(key)) return true;
  const resourceTag = /^aws:resourcetag\/(.*)$/.exec(key)?.[1];
  // A thing has the tags of the file, where its service tells of them.
  if (resourceTag !== undefined) return !Object.keys(tags).some((tag) => tag.toLowerCase() === resourceTag);
  const isOfRequest = /^aws:(requesttag\/.*|tagkeys)$/;
  return isOfRequest.test(key) && known.some((one) => isOfRequest.test(one));
}
