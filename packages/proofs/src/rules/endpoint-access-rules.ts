import type { EvaluatedResource } from '@atelier/cloudformation';
import { at, listAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { NetworkAttachment } from '../network/attachments.ts';
import { groupsOpen } from '../network/group-opening.ts';
import type { Endpoint } from '../network/network.ts';
import { rangesOf } from '../network/spot.ts';
import { https } from '../network/tcp-ports.ts';
import type { Rule, Violation } from '../rule.ts';

function closed(model: Model): Violation[] {
  const violations = model.network.endpoints
    .filter(({ isGateway }) => !isGateway)
    .flatMap((endpoint) => {
      const callers = callersOf(endpoint, model);
      if (callers.length === 0) return [];
      if (endpoint.groups.length === 0) return [withoutGroup(endpoint)];
      return callers.flatMap((caller) => [
        ...(isLetIn(caller, endpoint, model) ? [] : [notIn(caller, endpoint)]),
        ...(isLetOut(caller, endpoint, model) ? [] : [notOut(caller)]),
      ]);
    });
  // All endpoints of a network have the same group, as a rule: one line is missing, and not one for each of them.
  return [
    ...new Map(
      violations.map((violation) => [`${violation.at.stack}/${violation.at.logicalId} ${violation.path}`, violation]),
    ).values(),
  ];
}

/** The callers of AWS in the endpoint's VPC, as far as their security groups are in the templates. */
function callersOf({ vpc }: Endpoint, { places }: Model): NetworkAttachment[] {
  return places.filter(
    ({ calls, groups, subnets }) =>
      calls && groups.length > 0 && vpc !== undefined && subnets.some((subnet) => subnet.vpc === vpc),
  );
}

function isLetIn(caller: NetworkAttachment, { groups, vpc }: Endpoint, model: Model): boolean {
  const peer = { groups: caller.groups, ranges: rangesOf(caller), vpc };
  return groupsOpen(groups, 'Ingress', { peer, ports: https }, model);
}

function isLetOut(caller: NetworkAttachment, endpoint: Endpoint, model: Model): boolean {
  const peer = { groups: endpoint.groups, ranges: rangesOf(endpoint), vpc: endpoint.vpc };
  return groupsOpen(caller.groups, 'Egress', { peer, ports: https }, model);
}

function withoutGroup({ resource, service }: Endpoint): Violation {
  return {
    at: resource,
    path: 'Properties.SecurityGroupIds',
    message: `The endpoint of ${service} has the VPC's default group or none of the templates: who may call it cannot be seen.`,
    fix: 'Give it a security group of its own, open on 443 to those who call.',
  };
}

function notIn(caller: NetworkAttachment, { groups, service }: Endpoint): Violation {
  const group = groups[0] as EvaluatedResource;
  return {
    at: group,
    path: 'Properties.SecurityGroupIngress',
    message: `${group.logicalId} does not let ${caller.resource.logicalId} in on 443, so it cannot call ${service}.`,
    fix: `Let ${groupNames(caller)} in on TCP 443.`,
  };
}

function notOut(caller: NetworkAttachment): Violation {
  return {
    at: caller.groups[0] as EvaluatedResource,
    path: 'Properties.SecurityGroupEgress',
    message: `${groupNames(caller)} may not open connections to the endpoints on 443, so ${caller.resource.logicalId} cannot call AWS.`,
    fix: "Add egress on TCP 443 to the endpoints' security group.",
  };
}

function groupNames({ groups }: NetworkAttachment): string {
  return groups.map(({ logicalId }) => logicalId).join(', ');
}

function withoutGroups({ places }: Model): Violation[] {
  return places
    .filter(({ resource }) => resource.type === 'AWS::SageMaker::Domain')
    .flatMap(({ resource }) =>
      unguarded(resource).map((settings) => ({
        at: resource,
        path: `Properties.${settings}.SecurityGroups`,
        message: `${resource.logicalId} names no security group in ${settings}: what runs there gets the VPC's default one, which is open to everywhere.`,
        fix: 'Give it a security group of its own.',
      })),
    );
}

/** Settings without a group, of people and, where there are any, of shared spaces; one that is in no template counts as named. */
function unguarded({ properties }: EvaluatedResource): readonly string[] {
  const ofSpaces = at(properties, 'DefaultSpaceSettings') === undefined ? [] : ['DefaultSpaceSettings'];
  return ['DefaultUserSettings', ...ofSpaces].filter(
    (settings) => listAt(properties, `${settings}.SecurityGroups`).length === 0,
  );
}

export const endpointAccessRules: readonly Rule[] = [
  {
    id: 'endpoint-closed',
    proves: 'Whatever calls AWS is let out to the endpoints, and in by them, on 443.',
    beyond: 'Network ACLs, which the templates may add; groups that are in none of the templates.',
    violations: closed,
  },
  { id: 'studio-group', proves: 'Studio has a security group of its own.', beyond: '', violations: withoutGroups },
];
