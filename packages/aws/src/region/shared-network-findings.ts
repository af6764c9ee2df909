import type { ExistingNetworkSettings, NetworkDescription } from '@atelier/core';
import { type EndpointService, endpointsToMake } from '../endpoints/endpoint-services.ts';
import { type NetworkFinding, networkFinding } from './network-finding.ts';

/**
 * A VPC of another account, which shares its subnets: its owner alone makes endpoints in it (VPC guide, "Responsibilities
 * and permissions for owners and participants"), so that none may be missing.
 */
export function sharedNetworkFindings(
  network: ExistingNetworkSettings,
  { vpcs }: NetworkDescription,
  { required, account }: { readonly required: readonly EndpointService[]; readonly account: string | null },
): readonly NetworkFinding[] {
  const owner = vpcs.find(({ id }) => id === network.vpc)?.owner ?? null;
  if (owner === null || account === null || owner === account) return [];
  const lacking = endpointsToMake(network, required).map(({ service }) => service);
  if (lacking.length === 0) return [];
  const message = `${network.vpc} belongs to ${owner}, and only that account can make endpoints in it; it lacks ${lacking.join(', ')}.`;
  const fix = `Ask ${owner} to make them, with private names and HTTPS from the range of the VPC, and save the description again.`;
  return [networkFinding('error', 'EndpointsOfOwner', message, fix)];
}
