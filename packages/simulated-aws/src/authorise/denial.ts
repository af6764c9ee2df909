import type { IamAnswer, PolicyKind } from '@atelier/proofs/policy';
import { standardFault } from '../protocol/standard-fault.ts';
import { AwsFault, type Service } from '../service/service.ts';

/** A request that was turned down. */
export interface Denied {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly decision: Exclude<IamAnswer, { readonly verdict: 'allowed' }>;
}

const explicit: Readonly<Record<PolicyKind, string>> = {
  identity: 'an identity-based policy',
  boundary: 'a permissions boundary',
  resource: 'a resource-based policy',
  endpoint: 'a VPC endpoint policy',
  organization: 'a service control policy',
  control: 'a resource control policy',
};
const implicit: Readonly<Record<PolicyKind, string>> = {
  identity: 'no identity-based policy',
  boundary: 'no permissions boundary',
  resource: 'no resource-based policy',
  endpoint: 'no VPC endpoint policy',
  organization: 'no service control policy',
  control: 'no resource control policy',
};

/** The refusal in AWS's words (IAM User Guide, "Troubleshoot access denied error messages") and with the code of the service. */
export function denial(denied: Denied, protocol: Service['protocol']): AwsFault {
  const { code, status } = standardFault('denied', protocol);
  const words = denialWords(denied);
  return new AwsFault(
    code,
    protocol === 'ec2' ? `You are not authorized to perform this operation. ${words}` : words,
    status,
  );
}

/** The sentence that tells who may not do what where, and by which kind of policy. */
export function denialWords({ who, action, resource, decision }: Denied): string {
  const thing = action.startsWith('s3:') ? `"${resource}"` : resource;
  const begin = `User: ${who} is not authorized to perform: ${action} on resource: ${thing}`;
  const isTrust = action === 'sts:AssumeRole' && decision.by === 'resource';
  if (decision.verdict === 'denied')
    return `${begin} with an explicit deny in ${isTrust ? 'the role trust policy' : explicit[decision.by]}`;
  return `${begin} because ${isTrust ? 'no role trust policy' : implicit[decision.by]} allows the ${action} action`;
}
