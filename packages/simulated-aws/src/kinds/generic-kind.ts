import { type ResourceSchema, resourceSchema, type ValueType } from '@atelier/cloudformation';
import { present } from '../world/leaving.ts';
import type { JsonMap, StoredResource, WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { generatedName, newUuid } from './generated-id.ts';
import { minutesOf } from './minutes.ts';
import { alreadyExists } from './refusal.ts';
import type { WantedResource, WholeKind } from './resource-kind.ts';

/** How a resource behaves that nothing special is known of: it is there, under the id that its schema names. */
export function genericKind(type: string): WholeKind {
  const minutes = minutesOf(type);
  return {
    type,
    minutes,
    removeMinutes: minutes,
    create: (wanted, world) => addNew(world, resourceFor(wanted, world)),
    update: (resource, properties, world) => {
      const kept = { ...nameBefore(resource), ...properties };
      const changed = { ...resource, properties: kept, attributes: refreshed(resource, properties) };
      world.resources.put(changed);
      return changed;
    },
    remove: (resource, world) => world.resources.remove(resource.type, resource.id),
  };
}

/** Puts a resource into the world unless one of its type has its id. */
export function addNew(world: World, resource: StoredResource): StoredResource {
  if (present(world, resource.type).some(({ id }) => id === resource.id)) {
    const property = resourceSchema(resource.type)?.reference.join('|') ?? 'Id';
    throw alreadyExists(resource, property, resource.id);
  }
  world.resources.put(resource);
  return resource;
}

/** The resource that would be made: id and attributes as the schema describes them, unless they are given. */
export function resourceFor(wanted: WantedResource, world: World, given: JsonMap = {}): StoredResource {
  const schema = resourceSchema(wanted.type);
  const named = schema ? nameIn(wanted, schema, world) : {};
  const known: JsonMap = { ...wanted.properties, ...named, ...given };
  const attributes = schema ? attributesOf({ wanted, schema, known, world, made: given }) : given;
  const everything: JsonMap = { ...known, ...attributes };
  const parts = (schema?.reference ?? []).map((part) => String(everything[part] ?? ''));
  return {
    type: wanted.type,
    id: parts.length === 0 ? newUuid(world, 'id') : parts.join('|'),
    properties: { ...wanted.properties, ...named },
    attributes,
    stack: wanted.stack,
    logicalId: wanted.logicalId,
    createdMs: world.clock.nowMs(),
    status: null,
    madeBy: null,
  };
}

/** The name that CloudFormation thinks of where the template has none. */
function nameIn(wanted: WantedResource, schema: ResourceSchema, world: World): JsonMap {
  const [property] = nameProperties(wanted.type, schema).filter((name) => wanted.properties[name] === undefined);
  return property === undefined ? {} : { [property]: generatedName(world, wanted.stack, wanted.logicalId) };
}

/** The name that a resource has, also where its template has none: it stays when something else is changed. */
function nameBefore({ type, properties }: StoredResource): JsonMap {
  const schema = resourceSchema(type);
  const names = schema === null || schema === undefined ? [] : nameProperties(type, schema);
  return Object.fromEntries(
    names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
}

/** Only where the name is, or makes, the id; in other places it is a label. */
function nameProperties(type: string, schema: ResourceSchema): string[] {
  const last = type.split('::').at(-1) ?? '';
  const nameable = [`${last}Name`, 'Name'].filter((name) => schema.properties[name] !== undefined);
  const inReference = schema.reference.filter((name) => schema.properties[name]?.type.type === 'string');
  return inReference.length > 0 ? inReference : nameable.slice(0, 1);
}

function attributesOf(around: Around): JsonMap {
  const { schema, known } = around;
  const made: Record<string, WireJson> = { ...around.made };
  const names = Object.keys(schema.attributes);
  // Ids come first: ARNs are made of them.
  for (const name of names.toSorted((a, b) => Number(a.endsWith('Arn')) - Number(b.endsWith('Arn')))) {
    const type = schema.attributes[name]?.type;
    if (type) made[name] = known[name] ?? attribute(name, type, { ...around, known: { ...known, ...made }, made });
  }
  return made;
}

interface Around {
  readonly wanted: WantedResource;
  readonly schema: ResourceSchema;
  readonly world: World;
  /** Properties, and attributes as far as they are made. */
  readonly known: JsonMap;
  readonly made: JsonMap;
}

function attribute(name: string, type: ValueType, around: Around): WireJson {
  const last = name.split('.').at(-1) ?? name;
  if (around.known[last] !== undefined) return around.known[last];
  if (type.type === 'boolean') return false;
  if (type.type === 'integer' || type.type === 'number') return 0;
  if (type.type === 'array') return [];
  if (type.type !== 'string') return {};
  const own = around.wanted.type.split('::').at(-1) ?? '';
  if (last === 'Arn' || last === `${own}Arn` || last === 'PolicyArn') return arnOf(around);
  if (/Id$/.test(last)) return idOf(last, around);
  if (last === 'Status' || last.endsWith('Status')) return 'ACTIVE';
  if (/Time|Date/.test(last)) return new Date(around.world.clock.nowMs()).toISOString();
  if (last === 'Name') return nameOf(around);
  return `${nameOf(around)}-${last.toLowerCase()}`;
}

/** The name of a resource, or one made up where it has none of its own: its logical id may be in other stacks too. */
function nameOf({ wanted, schema, world, known }: Around): string {
  const [property] = nameProperties(wanted.type, schema);
  const name = property === undefined ? undefined : known[property];
  return String(name ?? generatedName(world, wanted.stack, wanted.logicalId));
}

const idPrefixes: Readonly<Record<string, string>> = {
  'AWS::EC2::VPC': 'vpc',
  'AWS::EC2::Subnet': 'subnet',
  'AWS::EC2::SecurityGroup': 'sg',
  'AWS::EC2::SecurityGroupIngress': 'sgr',
  'AWS::EC2::SecurityGroupEgress': 'sgr',
  'AWS::EC2::RouteTable': 'rtb',
  'AWS::EC2::SubnetRouteTableAssociation': 'rtbassoc',
  'AWS::EC2::VPCEndpoint': 'vpce',
  'AWS::EC2::NetworkInterface': 'eni',
  'AWS::EC2::NatGateway': 'nat',
  'AWS::EC2::InternetGateway': 'igw',
  'AWS::EC2::EgressOnlyInternetGateway': 'eigw',
  'AWS::EC2::NetworkAcl': 'acl',
  'AWS::EC2::VPCPeeringConnection': 'pcx',
  'AWS::EC2::VPNGateway': 'vgw',
  'AWS::EC2::FlowLog': 'fl',
  'AWS::EFS::FileSystem': 'fs',
  'AWS::EFS::MountTarget': 'fsmt',
  'AWS::EFS::AccessPoint': 'fsap',
  'AWS::Route53Resolver::FirewallDomainList': 'rslvr-fdl',
  'AWS::Route53Resolver::FirewallRuleGroup': 'rslvr-frg',
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': 'rslvr-frgassoc',
};

function idOf(last: string, { wanted, schema, world, made }: Around): string {
  const isOwn = schema.reference.includes(last) || last === 'Id' || last === 'GroupId';
  if (!isOwn) return newUuid(world, last.toLowerCase());
  // Several names of one thing, such as Id and GroupId of a security group, have one value.
  const before = schema.reference.concat('Id', 'GroupId').find((name) => made[name] !== undefined);
  if (before !== undefined) return String(made[before]);
  const prefix = idPrefixes[wanted.type];
  return prefix === undefined ? newUuid(world, last.toLowerCase()) : world.newId(prefix);
}

const inDomain = `arn:\${Partition}:sagemaker:\${Region}:\${Account}`;

/** ARNs of which CloudFormation's specification has no template (Service Authorization Reference, Amazon SageMaker). */
const unsaidArns: Readonly<Record<string, string>> = {
  'AWS::SageMaker::Space': `${inDomain}:space/\${DomainId}/\${SpaceName}`,
  'AWS::SageMaker::UserProfile': `${inDomain}:user-profile/\${DomainId}/\${UserProfileName}`,
};

function arnOf(around: Around): string {
  const { wanted, schema, world, known } = around;
  const [, service = '', name = ''] = wanted.type.split('::');
  const plain = `arn:\${Partition}:${service.toLowerCase()}:\${Region}:\${Account}:${kebab(name)}/\${Own}`;
  const places: Readonly<Record<string, string>> = {
    Partition: world.partition,
    Region: world.region,
    Account: world.account,
  };
  const own = ownPart(around);
  return (schema.arnTemplate ?? unsaidArns[wanted.type] ?? plain).replace(/\$\{(\w+)\}/g, (_, gap: string) => {
    const value = places[gap] ?? known[gap];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : own;
  });
}

/** The part of an ARN that stands for the resource itself. */
function ownPart(around: Around): string {
  const { schema, known } = around;
  const own = schema.reference.find((part) => !part.endsWith('Arn') && known[part] !== undefined);
  return (own === undefined ? nameOf(around) : String(known[own])).replace(/^\//, '');
}

function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** Attributes that repeat a property follow it. */
function refreshed(resource: StoredResource, properties: JsonMap): JsonMap {
  const following = Object.entries(resource.attributes).map(([name, value]): [string, WireJson] => [
    name,
    properties[name] ?? value,
  ]);
  return Object.fromEntries(following);
}
