import { type ExistingNetworkSettings, requiredServices, type Workspace } from '@atelier/core';
import { endpointServices } from '../endpoints/endpoint-services.ts';
import { addressFindings } from './address-findings.ts';
import { existingEndpointFindings } from './existing-endpoint-findings.ts';
import { type NetworkFinding, networkFinding } from './network-finding.ts';
import { routeFindings } from './route-findings.ts';
import { subnetFindings } from './subnet-findings.ts';

/** Findings against a network, whether it will be made or is there already. */
export function networkFindings(workspace: Workspace): readonly NetworkFinding[] {
  return [...existingNetworkFindings(workspace), ...addressFindings(workspace)];
}

/** Findings against a network that is there already, from its description; none against one that will be made. */
export function existingNetworkFindings(workspace: Workspace): readonly NetworkFinding[] {
  const { network } = workspace;
  if (network.kind === 'new') return [];
  const { description } = network;
  if (description === null) return [notDescribed(network)];
  return [
    ...subnetFindings(network, description),
    ...routeFindings(network, description),
    ...existingEndpointFindings(network, description, endpointServices(requiredServices(workspace))),
  ];
}

function notDescribed({ vpc }: ExistingNetworkSettings): NetworkFinding {
  const message = `Nothing is known of ${vpc}: whether its subnets have an internet route, names that resolve and free addresses.`;
  const fix = `Save what AWS says of it and name the file in network.existing.description; docs/existing-network.md has the commands.`;
  return networkFinding('warning', 'NetworkNotDescribed', message, fix);
}
