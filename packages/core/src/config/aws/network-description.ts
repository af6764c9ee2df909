import { serviceOf } from '@atelier/aws-regions';
import * as z from 'zod';
import type { DescribedRoute, NetworkDescription } from '../../model/network.ts';
import { formatPath, type Path } from '../explaining/issue.ts';
import type { Source, Unreadable } from '../reading/source.ts';
import { aclOf, describedAcl, describedGroup, groupOf } from './described-firewalls.ts';

const id = z.string();
const ids = z.array(id).default([]);

// What the answers say beyond this is not looked at.
const route = z.looseObject({ State: z.string().optional() });

const answers = z.object({
  Vpcs: z.array(z.object({ VpcId: id, CidrBlock: z.string(), OwnerId: id.optional() })).default([]),
  Subnets: z.array(
    z.object({
      SubnetId: id,
      VpcId: id,
      CidrBlock: z.string().optional(),
      AvailabilityZone: z.string().optional(),
      AvailabilityZoneId: z.string(),
      AvailableIpAddressCount: z.number(),
      MapPublicIpOnLaunch: z.boolean().default(false),
    }),
  ),
  RouteTables: z.array(
    z.object({
      RouteTableId: id,
      VpcId: id,
      Associations: z.array(z.object({ SubnetId: id.optional(), Main: z.boolean().default(false) })).default([]),
      Routes: z.array(route).default([]),
    }),
  ),
  VpcEndpoints: z.array(
    z.object({
      VpcEndpointId: id,
      VpcId: id,
      ServiceName: z.string(),
      VpcEndpointType: z.string(),
      PrivateDnsEnabled: z.boolean().default(false),
      SubnetIds: ids,
      RouteTableIds: ids,
      Groups: z.array(z.object({ GroupId: id })).default([]),
      PolicyDocument: z.string().optional(),
      State: z.string().optional(),
    }),
  ),
  SecurityGroups: z.array(describedGroup).optional(),
  NetworkAcls: z.array(describedAcl).optional(),
  EnableDnsSupport: z.object({ Value: z.boolean() }).optional(),
  EnableDnsHostnames: z.object({ Value: z.boolean() }).optional(),
});

type Answers = z.output<typeof answers>;

/** The network that the saved answers of AWS describe, or why they describe none. `file` is how people wrote the path. */
export function readDescription(source: Source, file: string): NetworkDescription | Unreadable {
  const parsed = parseJson(source.text);
  const fix = 'Save the answers again with the commands in docs/existing-network.md.';
  if (parsed === undefined) return { file, code: 'NotJson', message: `${source.file} is not JSON.`, fix };
  const read = answers.safeParse(parsed);
  if (read.success) return describe(read.data, file);
  const [issue] = read.error.issues;
  const where = formatPath((issue?.path ?? []) as Path);
  const message = `${source.file} is not what AWS answers: ${where === '' ? 'it' : where} is not ${expected(issue)}.`;
  return { file, code: 'NotADescription', message, fix };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
};

function expected(issue: z.core.$ZodIssue | undefined): string {
  return (issue?.code === 'invalid_type' ? kinds[issue.expected] : undefined) ?? 'accepted';
}

function describe(given: Answers, file: string): NetworkDescription {
  return {
    file,
    vpcs: given.Vpcs.map(({ VpcId, CidrBlock, OwnerId }) => ({ id: VpcId, cidr: CidrBlock, owner: OwnerId ?? null })),
    subnets: given.Subnets.map((subnet) => ({
      id: subnet.SubnetId,
      vpc: subnet.VpcId,
      cidr: subnet.CidrBlock ?? null,
      zone: subnet.AvailabilityZone ?? null,
      zoneId: subnet.AvailabilityZoneId,
      freeAddresses: subnet.AvailableIpAddressCount,
      givesPublicAddresses: subnet.MapPublicIpOnLaunch,
    })),
    routeTables: given.RouteTables.map((table) => ({
      id: table.RouteTableId,
      vpc: table.VpcId,
      isMain: table.Associations.some(({ Main }) => Main),
      subnets: table.Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      routes: table.Routes.flatMap(routeOf),
    })),
    endpoints: given.VpcEndpoints.filter(isThere).map((endpoint) => ({
      id: endpoint.VpcEndpointId,
      vpc: endpoint.VpcId,
      service: serviceOf(endpoint.ServiceName) ?? endpoint.ServiceName,
      kind: endpointKind(endpoint.VpcEndpointType),
      hasPrivateNames: endpoint.PrivateDnsEnabled,
      subnets: endpoint.SubnetIds,
      routeTables: endpoint.RouteTableIds,
      groups: endpoint.Groups.map(({ GroupId }) => GroupId),
      policy: endpoint.PolicyDocument ?? null,
    })),
    groups: given.SecurityGroups?.map(groupOf) ?? null,
    acls: given.NetworkAcls?.map(aclOf) ?? null,
    dnsSupport: given.EnableDnsSupport?.Value ?? null,
    dnsHostnames: given.EnableDnsHostnames?.Value ?? null,
  };
}

/** AWS goes on listing endpoints that failed, were refused or are gone (EC2, state of a VpcEndpoint). */
function isThere({ State = 'available' }: Answers['VpcEndpoints'][number]): boolean {
  return /^(available|pending)$/i.test(State);
}

function endpointKind(type: string): 'gateway' | 'interface' | 'other' {
  if (type === 'Gateway') return 'gateway';
  return type === 'Interface' ? 'interface' : 'other';
}

/** AWS names the target in a field that depends on its kind, beside `Origin` and `State`. A black hole leads nowhere. */
function routeOf(fields: z.output<typeof route>): DescribedRoute[] {
  const texts = Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const destination = texts.find(([name]) => name.startsWith('Destination'))?.[1];
  const target = texts.find(
    ([name]) => name.endsWith('Id') && !name.startsWith('Destination') && name !== 'InstanceOwnerId',
  )?.[1];
  if (fields.State === 'blackhole' || destination === undefined) return [];
  return [{ destination, target: target ?? 'unknown' }];
}
