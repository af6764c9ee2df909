import type { DescribedSubnet, ExistingNetworkSettings, NetworkDescription } from '@atelier/core';
import { type NetworkFinding, networkFinding } from './network-finding.ts';

/** Subnets that are not there, of another VPC, public, or twice in a zone; and names that do not resolve. */
export function subnetFindings(
  { vpc, subnets }: ExistingNetworkSettings,
  description: NetworkDescription,
): readonly NetworkFinding[] {
  const known = new Map(description.subnets.map((subnet) => [subnet.id, subnet]));
  const here = subnets.flatMap((id) => known.get(id) ?? []).filter((subnet) => subnet.vpc === vpc);
  return [
    ...subnets.flatMap((id) => whereaboutsOf(id, known.get(id), vpc, description)),
    ...here.flatMap(publicSubnet),
    ...sameZone(here),
    ...dnsFindings(vpc, description),
  ];
}

function whereaboutsOf(
  id: string,
  subnet: DescribedSubnet | undefined,
  vpc: string,
  { file, subnets }: NetworkDescription,
): NetworkFinding[] {
  if (subnet?.vpc === vpc) return [];
  const others = subnets.filter((other) => other.vpc === vpc).map((other) => other.id);
  const known = others.length === 0 ? 'none' : others.join(', ');
  const message =
    subnet === undefined
      ? `${file} does not know ${id}. Subnets of ${vpc} in it: ${known}.`
      : `${id} is in ${subnet.vpc}, not in ${vpc}. Subnets of ${vpc}: ${known}.`;
  const fix =
    subnet === undefined
      ? `Correct the id, or save the answer of \`aws ec2 describe-subnets\` for ${vpc} again.`
      : `Name a subnet of ${vpc} in network.existing.subnets, or write \`vpc: ${subnet.vpc}\`.`;
  return [networkFinding('error', subnet === undefined ? 'UnknownSubnet' : 'SubnetOfAnotherVpc', message, fix)];
}

function publicSubnet({ id, givesPublicAddresses }: DescribedSubnet): NetworkFinding[] {
  if (!givesPublicAddresses) return [];
  const message = `${id} gives a public address to everything in it.`;
  const fix = `Name a private subnet, or run \`aws ec2 modify-subnet-attribute --subnet-id ${id} --no-map-public-ip-on-launch\`.`;
  return [networkFinding('error', 'PublicSubnet', message, fix)];
}

function sameZone(subnets: readonly DescribedSubnet[]): NetworkFinding[] {
  const zones = Map.groupBy(subnets, ({ zoneId }) => zoneId);
  return [...zones].flatMap(([zone, its]) => {
    if (its.length < 2) return [];
    const message = `${its.map(({ id }) => id).join(' and ')} are both in ${zone}; an endpoint takes one subnet in each zone.`;
    return [networkFinding('error', 'SameZone', message, `Leave one of them, and name a subnet in another zone.`)];
  });
}

function dnsFindings(vpc: string, { dnsSupport, dnsHostnames }: NetworkDescription): NetworkFinding[] {
  const attributes = [
    ['dns-support', 'enableDnsSupport', dnsSupport],
    ['dns-hostnames', 'enableDnsHostnames', dnsHostnames],
  ] as const;
  return attributes.flatMap(([option, attribute, value]) => {
    if (value === true) return [];
    if (value === null) {
      const message = `The description does not say whether ${attribute} is on; without it no endpoint is found by its name.`;
      const fix = `Add the answer of \`aws ec2 describe-vpc-attribute --vpc-id ${vpc} --attribute ${attribute}\`.`;
      return [networkFinding('warning', 'DnsNotDescribed', message, fix)];
    }
    const message = `${attribute} is off in ${vpc}, so that no endpoint is found by its name and Studio does not open.`;
    const fix = `Run \`aws ec2 modify-vpc-attribute --vpc-id ${vpc} --enable-${option} "{\\"Value\\":true}"\`.`;
    return [networkFinding('error', 'NoDns', message, fix)];
  });
}
