import type { DescribedEndpoint, ExistingNetworkSettings, NetworkDescription } from '@atelier/core';
import { globCovers, globMatches } from '@atelier/proofs';
import type { EndpointService } from '../endpoints/endpoint-services.ts';
import { type NetworkFinding, networkFinding } from './network-finding.ts';

interface UsedThroughEndpoints {
  readonly required: readonly EndpointService[];
  /** ARNs of objects in S3 that have to be read. */
  readonly objects: readonly string[];
}

/**
 * What the policies of endpoints that were there before mean for a workspace that uses them: that of S3 may shut its
 * buckets out, and no template shows what any of them lets out.
 */
export function endpointPolicyFindings(
  { vpc, endpoints }: ExistingNetworkSettings,
  description: NetworkDescription | null,
  { required, objects }: UsedThroughEndpoints,
): readonly NetworkFinding[] {
  const used = required.filter(({ service }) => endpoints.includes(service));
  const described = (description?.endpoints ?? []).filter(
    (endpoint) => endpoint.vpc === vpc && used.some(({ service, kind }) => isFor(endpoint, service, kind)),
  );
  return [
    ...described.flatMap((endpoint) => shutOut(endpoint, endpoint.service === 's3' ? objects : [])),
    ...(used.length === 0 ? [] : [notProven(used.map(({ service }) => service))]),
  ];
}

function isFor(endpoint: DescribedEndpoint, service: string, kind: EndpointService['kind']): boolean {
  return endpoint.service === service && endpoint.kind === kind;
}

function notProven(services: readonly string[]): NetworkFinding {
  const message = `Nobody can prove that nothing gets out through the endpoints that were there before (${services.join(', ')}): their policies are their owner's, who may change them.`;
  const fix =
    'Ask their owner for the policy in docs/existing-network.md, which lets nothing through but to this account.';
  return networkFinding('warning', 'EndpointPoliciesOfOthers', message, fix);
}

function shutOut({ id, service, policy }: DescribedEndpoint, objects: readonly string[]): NetworkFinding[] {
  if (policy === null) return [];
  const statements = allowingStatements(policy);
  if (statements === undefined) return [unreadable(id, service)];
  const shut = objects.filter((object) => !statements.some((statement) => mayReach(statement, object)));
  if (statements.length > 0 && shut.length === 0) return [];
  const more = shut.length > 1 ? ` and ${shut.length - 1} more` : '';
  const what = statements.length === 0 ? 'nothing through' : `no requests to ${shut[0]}${more} through`;
  const message = `The policy of ${id}, the way to ${service}, lets ${what}, so that the workspace would not work.`;
  const fix = `Ask its owner to let the account's own principals through, as the policy in docs/existing-network.md does.`;
  return [networkFinding('error', 'EndpointPolicyShutsOut', message, fix)];
}

function unreadable(id: string, service: string): NetworkFinding {
  const message = `The policy of ${id}, the way to ${service}, is no policy that anybody could read.`;
  const fix = 'Save the answer of `aws ec2 describe-vpc-endpoints` again.';
  return networkFinding('warning', 'EndpointPolicyUnread', message, fix);
}

type Listed = string | readonly string[];

interface AllowingStatement {
  readonly Action?: Listed;
  readonly Resource?: Listed;
}

/** Undefined: the text is no policy. */
function allowingStatements(policy: string): readonly AllowingStatement[] | undefined {
  try {
    const { Statement = [] } = JSON.parse(policy);
    return [Statement].flat().filter((statement) => statement?.Effect === 'Allow');
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether a statement may let a read of an object through; its conditions, and lists of what it leaves out, may fit. */
function mayReach({ Action, Resource }: AllowingStatement, object: string): boolean {
  const reads =
    Action === undefined || [Action].flat().some((pattern) => globMatches(pattern.toLowerCase(), 's3:getobject'));
  return reads && (Resource === undefined || [Resource].flat().some((pattern) => globCovers(pattern, object)));
}
