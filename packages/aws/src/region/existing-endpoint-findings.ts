import type { DescribedEndpoint, ExistingNetworkSettings, NetworkDescription } from '@atelier/core';
import { type EndpointService, endpointsToMake } from '../endpoints/endpoint-services.ts';
import { type NetworkFinding, networkFinding } from './network-finding.ts';

/** Endpoints that will be made, that are wrongly said to be there or not there, and that do not serve the subnets. */
export function existingEndpointFindings(
  network: ExistingNetworkSettings,
  description: NetworkDescription,
  required: readonly EndpointService[],
): readonly NetworkFinding[] {
  const there = description.endpoints.filter(({ vpc }) => vpc === network.vpc);
  const usable = there.filter(({ kind, hasPrivateNames }) => kind === 'gateway' || hasPrivateNames);
  const services = new Set(usable.map(({ service }) => service));
  const made = endpointsToMake(network, required);
  return [
    ...network.endpoints.filter((service) => !services.has(service)).map((service) => notThere(service, description)),
    ...made.filter(({ service, kind }) => clashes(service, kind, usable)).map(({ service }) => clash(service, network)),
    ...there.filter((endpoint) => !usable.includes(endpoint) && isRequired(endpoint, required)).map(withoutNames),
    ...usable.filter(({ kind, service }) => kind === 'gateway' && service === 's3').flatMap(notRouted(network)),
    ...usable.filter((endpoint) => isRequired(endpoint, required)).flatMap(inFewerZones(network, description)),
    ...willBeMade(made, network),
  ];
}

function isRequired({ service }: DescribedEndpoint, required: readonly EndpointService[]): boolean {
  return required.some((endpoint) => endpoint.service === service && endpoint.kind === 'interface');
}

function clashes(service: string, kind: EndpointService['kind'], there: readonly DescribedEndpoint[]): boolean {
  return there.some((endpoint) => endpoint.service === service && endpoint.kind === kind);
}

function notThere(service: string, { file }: NetworkDescription): NetworkFinding {
  const message = `network.existing.endpoints says that ${service} is there, but ${file} has no endpoint that answers to its name.`;
  return networkFinding('error', 'EndpointNotThere', message, `Remove ${service} from the list, so that it is made.`);
}

function clash(service: string, { vpc }: ExistingNetworkSettings): NetworkFinding {
  const message = `${vpc} has an endpoint for ${service} already; AWS refuses a second one, whose private names would clash.`;
  return networkFinding('error', 'EndpointIsThere', message, `Add ${service} to network.existing.endpoints.`);
}

function withoutNames({ id, service }: DescribedEndpoint): NetworkFinding {
  const message = `${id} leads to ${service}, but its private names are off; another one will be made and billed beside it.`;
  const fix = `Run \`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id} --private-dns-enabled\` to use it.`;
  return networkFinding('warning', 'EndpointWithoutNames', message, fix);
}

function notRouted({ routeTables }: ExistingNetworkSettings) {
  return ({ id, routeTables: its }: DescribedEndpoint): NetworkFinding[] => {
    const lacking = routeTables.filter((table) => !its.includes(table));
    if (lacking.length === 0) return [];
    const message = `${id}, the way to S3, is not in ${lacking.join(' and ')}, so that the subnets do not reach it.`;
    const fix = `Run \`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id} --add-route-table-ids ${lacking.join(' ')}\`.`;
    return [networkFinding('error', 'S3NotRouted', message, fix)];
  };
}

function willBeMade(made: readonly EndpointService[], { vpc }: ExistingNetworkSettings): NetworkFinding[] {
  if (made.length === 0) return [];
  const message = `${vpc} lacks ${made.length === 1 ? 'an endpoint' : 'endpoints'} for ${made.map(({ service }) => service).join(', ')}: made by Atelier, and billed. Their names and policies hold for everybody in the VPC: through them nobody reaches other accounts.`;
  const fix = 'Nothing to do, unless others in the VPC use these services of other accounts.';
  return [networkFinding('warning', 'EndpointsWillBeMade', message, fix)];
}

/** Its subnets may be others than ours; one of which nobody says the zone is taken to be where it should. */
function inFewerZones({ subnets }: ExistingNetworkSettings, description: NetworkDescription) {
  const zones = new Map(description.subnets.map(({ id, zoneId }) => [id, zoneId]));
  return ({ id, service, subnets: its }: DescribedEndpoint): NetworkFinding[] => {
    const covered = new Set(its.map((subnet) => zones.get(subnet)));
    const missed = [...new Set(subnets.flatMap((subnet) => zones.get(subnet) ?? []))].filter(
      (zone) => !covered.has(zone),
    );
    if (its.length === 0 || covered.has(undefined) || missed.length === 0) return [];
    const message = `${id}, the way to ${service}, does not stand in ${missed.join(' and ')}: work there reaches it through another zone, and not at all when that is down.`;
    const fix = `Ask its owner to run \`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id} --add-subnet-ids\` with subnets of the other zones.`;
    return [networkFinding('warning', 'EndpointInFewZones', message, fix)];
  };
}
