import { type EvaluatedResource, referencesIn, type Value } from '@atelier/cloudformation';
import { isValueMap, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { isPrivateRange } from '../network/addresses.ts';
import { blockOf, type Direction, type GroupRule, groupRules, hasDefaultEgress } from '../network/security-groups.ts';
import type { Rule, Violation } from '../rule.ts';

function openLines(direction: Direction, fix: string) {
  return (model: Model): Violation[] =>
    groupRules(model, direction).flatMap((rule) => {
      const far = farSide(rule, model);
      if (far === undefined) return [];
      const group = rule.group?.logicalId ?? 'the group';
      const way = direction === 'Egress' ? `Members of ${group} may open connections to` : `${group} is open to`;
      return [{ at: rule.at, path: `${rule.path}.${far.key}`, message: `${way} ${far.text}.`, fix }];
    });
}

interface FarSide {
  readonly key: string;
  readonly text: string;
}

/** The other side of a line, when it is not certain to be private. */
function farSide({ line }: GroupRule, model: Model): FarSide | undefined {
  const block = blockOf(line);
  if (block !== undefined) {
    const isPrivate = isPrivateRange(block.cidr) || isOwnRange(line[block.key], model);
    return isPrivate ? undefined : { key: block.key, text: `${block.cidr}, which is not private` };
  }
  const key = ['DestinationPrefixListId', 'SourcePrefixListId'].find((name) => line[name] !== undefined);
  const list = key === undefined ? undefined : model.find(line[key]);
  if (key === undefined || list === undefined) return undefined;
  const open = listAt(list.properties, 'Entries')
    .map((entry) => textAt(entry, 'Cidr') ?? '')
    .find((cidr) => !isPrivateRange(cidr));
  return open === undefined ? undefined : { key, text: `${open}, which is in the list ${list.logicalId}` };
}

/** The addresses of a VPC or a subnet in the templates. */
function isOwnRange(value: Value | undefined, model: Model): boolean {
  const [reference] = referencesIn(value);
  const names = ['CidrBlock', 'CidrBlockAssociations', 'Ipv6CidrBlocks', 'Ipv6CidrBlock'];
  return names.includes(reference?.attribute ?? '') && model.find(value) !== undefined;
}

function defaultEgress(model: Model): Violation[] {
  return model
    .ofType('AWS::EC2::SecurityGroup')
    .filter((group) => hasDefaultEgress(group, model))
    .map(defaultHole);
}

function defaultHole(group: EvaluatedResource): Violation {
  return {
    at: group,
    path: 'Properties.SecurityGroupEgress',
    message: `${group.logicalId} lists no egress, so AWS lets its members open connections to everywhere.`,
    fix: 'List what its members need; a line to 127.0.0.1/32 stands for nothing at all.',
  };
}

function emptyLines(model: Model): Violation[] {
  return groupRules(model, 'Egress').flatMap((rule) => (hasFarSide(rule) ? [] : [unclear(rule)]));
}

const farSides = [
  'CidrIp',
  'CidrIpv6',
  'DestinationPrefixListId',
  'DestinationSecurityGroupId',
  'SourcePrefixListId',
  'SourceSecurityGroupId',
  'SourceSecurityGroupName',
];

function hasFarSide({ line }: GroupRule): boolean {
  return farSides.some((key) => line[key] !== undefined);
}

/** Lists, lines and far sides that are not written as AWS writes them, or stand elsewhere. */
function unreadableLines(model: Model): Violation[] {
  const directions = ['Ingress', 'Egress'] as const;
  const ofLists = model.ofType('AWS::EC2::SecurityGroup').flatMap((group) =>
    directions.flatMap((direction) => {
      const path = `SecurityGroup${direction}`;
      const isReadable = listAt(group.properties, path).every(isValueMap);
      return isReadable ? [] : [unreadable(group, `Properties.${path}`)];
    }),
  );
  const ofLines = directions.flatMap((direction) =>
    groupRules(model, direction).flatMap(({ at: resource, path, line }) => {
      const key = farSides.find((name) => line[name] !== undefined && textAt(line, name) === undefined);
      return key === undefined ? [] : [unreadable(resource, `${path}.${key}`)];
    }),
  );
  return [...ofLists, ...ofLines];
}

function unseenGroups({ places }: Model): Violation[] {
  return places.flatMap(({ resource, unseenGroups: [first] }) =>
    first === undefined
      ? []
      : [
          {
            at: resource,
            path: 'SecurityGroups',
            message: `${resource.logicalId} is in the group ${JSON.stringify(first)}, whose lines are in none of the templates.`,
            fix: 'Give it a group of the templates, or give the template of that group, too.',
            verdict: 'not proven' as const,
          },
        ],
  );
}

function unreadable(resource: EvaluatedResource, path: string): Violation {
  return {
    at: resource,
    path,
    message: `Whom ${resource.logicalId} speaks of at ${path.replace('Properties.', '')} cannot be read from the templates.`,
    fix: 'Write the lines out, with a security group or private addresses.',
    verdict: 'not proven',
  };
}

function unclear({ at, path }: GroupRule): Violation {
  return { at, path, message: 'This line does not say where to.', fix: 'Name a security group or private addresses.' };
}

export const securityGroupRules: readonly Rule[] = [
  {
    id: 'unreadable-line',
    proves: 'Every line of every security group can be read.',
    beyond: '',
    violations: unreadableLines,
  },
  {
    id: 'unknown-group',
    proves: 'Every security group of whatever is in the network is in the templates.',
    beyond: 'Groups that AWS makes for a cluster by itself.',
    violations: unseenGroups,
  },
  {
    id: 'open-egress',
    proves: 'No security group lets its members open connections to addresses that are not private.',
    beyond: 'The default group of a VPC, which no template can change.',
    violations: (model) => [
      ...openLines('Egress', "Name the endpoints' security group in place of addresses.")(model),
      ...emptyLines(model),
    ],
  },
  {
    id: 'default-egress',
    proves: 'No security group is left with the egress to everywhere that AWS gives to one that lists none.',
    beyond: '',
    violations: defaultEgress,
  },
  {
    id: 'open-ingress',
    proves: 'No security group lets anybody in from addresses that are not private.',
    beyond: '',
    violations: openLines('Ingress', 'Name the security group of those who call, or private addresses.'),
  },
];
