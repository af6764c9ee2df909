import { zonesWithoutWarehouse } from '@atelier/aws-regions';
import type { EvaluatedResource } from '@atelier/cloudformation';
import { isFalseAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { hasPrivateNames, neededEndpoints, tablesOf } from '../network/needed-endpoints.ts';
import type { Endpoint, Subnet } from '../network/network.ts';
import type { Rule, Violation } from '../rule.ts';

/** The endpoints of each VPC of the templates. */
function byVpc(model: Model): (readonly [EvaluatedResource, readonly Endpoint[]])[] {
  const endpoints = Map.groupBy(model.network.endpoints, ({ vpc }) => vpc);
  return model.ofType('AWS::EC2::VPC').map((vpc) => [vpc, endpoints.get(vpc) ?? []] as const);
}

function missing(model: Model): Violation[] {
  return byVpc(model).flatMap(([vpc, endpoints]) => {
    const present = new Set(endpoints.map(({ service }) => service));
    return neededEndpoints(model, vpc, endpoints)
      .filter(({ service }) => !present.has(service))
      .map(({ service, because }) => ({
        at: vpc,
        path: `VpcEndpoints[${service}]`,
        message: `${because} needs ${service}, and ${vpc.logicalId} has no endpoint for it.`,
        fix: `Add ${service === 's3' ? 'a gateway' : 'an interface'} endpoint for ${service}.`,
      }));
  });
}

function surplus(model: Model): Violation[] {
  return byVpc(model).flatMap(([, endpoints]) =>
    endpoints.flatMap((endpoint, index) => {
      const others = endpoints.slice(0, index).filter((other) => other.service === endpoint.service);
      const gateways = endpoints.filter(
        (other) => other.isGateway && !endpoint.isGateway && other.service === endpoint.service,
      );
      const [twin] = [...gateways, ...others.filter((other) => other.isGateway === endpoint.isGateway)];
      return twin === undefined ? [] : [surplusHole(endpoint, twin)];
    }),
  );
}

function surplusHole({ resource, service }: Endpoint, twin: Endpoint): Violation {
  const kind = twin.isGateway ? 'gateway endpoint, which costs nothing' : 'endpoint';
  return {
    at: resource,
    path: 'Properties.ServiceName',
    message: `${service} is reached through ${twin.resource.logicalId}, a ${kind}, already.`,
    fix: `Remove ${resource.logicalId}.`,
  };
}

function unordered(model: Model): Violation[] {
  return byVpc(model).flatMap(([, endpoints]) => {
    const gateways = endpoints.filter(({ service, isGateway }) => service === 's3' && isGateway);
    const faces = endpoints.filter(({ service, isGateway }) => service === 's3' && !isGateway);
    return faces
      .filter(hasPrivateNames)
      .filter(({ resource }) => !gateways.some((gateway) => resource.dependsOn.includes(gateway.resource.logicalId)))
      .map(({ resource }) => ({
        at: resource,
        path: 'DependsOn',
        message: `${resource.logicalId} has private names, which AWS takes only once the VPC has a gateway endpoint for S3 (assumed); nothing makes it wait.`,
        fix: 'Let it depend on the gateway endpoint, or remove it.',
      }));
  });
}

function withoutNames({ network }: Model): Violation[] {
  return network.endpoints
    .filter((endpoint) => endpoint.service !== 's3' && !hasPrivateNames(endpoint))
    .map(({ resource, service }) => ({
      at: resource,
      path: 'Properties.PrivateDnsEnabled',
      message: `Programs that call ${service} by its usual name do not find ${resource.logicalId}.`,
      fix: 'Set PrivateDnsEnabled to true.',
    }));
}

/**
 * Private names need both: "To use a private hosted zone, you must set the following VPC attributes to true:
 * enableDnsHostnames and enableDnsSupport" (API reference of CreateVpcEndpoint). One that is left out stops a deployment, and
 * is not told here.
 */
function withoutNameServer(model: Model): Violation[] {
  return byVpc(model).flatMap(([vpc, endpoints]) => {
    if (!endpoints.some((endpoint) => !endpoint.isGateway && hasPrivateNames(endpoint))) return [];
    const off = [
      ...(isFalseAt(vpc.properties, 'EnableDnsSupport') ? ['EnableDnsSupport'] : []),
      ...(isFalseAt(vpc.properties, 'EnableDnsHostnames') ? ['EnableDnsHostnames'] : []),
    ];
    return off.map((name) => ({
      at: vpc,
      path: `Properties.${name}`,
      message: `${vpc.logicalId} answers for no private names without ${name}, and its endpoints have such names.`,
      fix: `Set ${name} to true.`,
    }));
  });
}

/** AWS refuses two addresses of one endpoint in a zone. */
function twiceInZone({ network }: Model): Violation[] {
  return network.endpoints.flatMap(({ resource, service, subnets }) => {
    const zones = subnets.flatMap(({ zone }) => zone ?? []);
    const [twice] = zones.filter((zone, index) => zones.indexOf(zone) < index);
    if (twice === undefined) return [];
    const message = `${service} has two subnets in ${twice}, and AWS takes one for each zone.`;
    return [{ at: resource, path: 'Properties.SubnetIds', message, fix: 'Name one subnet for each zone.' }];
  });
}

/** Subnets in which something calls AWS. */
function callingSubnets({ places }: Model, vpc: EvaluatedResource): Subnet[] {
  const subnets = places.filter(({ calls }) => calls).flatMap((place) => place.subnets);
  return [...new Set(subnets)].filter((subnet) => subnet.vpc === vpc);
}

function zonesMissed(model: Model): Violation[] {
  return byVpc(model).flatMap(([vpc, endpoints]) => {
    const zones = new Set(callingSubnets(model, vpc).flatMap(({ zone }) => zone ?? []));
    return endpoints.filter(({ isGateway }) => !isGateway).flatMap((endpoint) => missedBy(endpoint, zones));
  });
}

function missedBy({ resource, service, subnets }: Endpoint, zones: ReadonlySet<string>): Violation[] {
  const covered = new Set(subnets.map(({ zone }) => zone));
  const missed = [...zones].filter((zone) => !covered.has(zone) && !lacks(service, zone));
  if (missed.length === 0) return [];
  const message = `Work runs in ${missed.join(', ')}, where ${service} has no address of its own.`;
  return [{ at: resource, path: 'Properties.SubnetIds', message, fix: 'Give it a subnet in each zone.' }];
}

function lacks(service: string, zone: string): boolean {
  return service === 'redshift-serverless' && zonesWithoutWarehouse.includes(zone);
}

function notRouted(model: Model): Violation[] {
  return byVpc(model).flatMap(([vpc, endpoints]) => {
    const subnets = callingSubnets(model, vpc);
    return endpoints.filter(({ isGateway }) => isGateway).flatMap((endpoint) => lostBy(endpoint, subnets, model.find));
  });
}

function lostBy(endpoint: Endpoint, subnets: readonly Subnet[], find: Model['find']): Violation[] {
  const routed = tablesOf(endpoint, find);
  const lost = subnets.filter(({ tables }) => !tables.some((table) => routed.includes(table)));
  if (lost.length === 0) return [];
  const names = lost.map(({ resource }) => resource.logicalId).join(', ');
  const message = `No route leads from ${names} to ${endpoint.resource.logicalId}.`;
  return [{ at: endpoint.resource, path: 'Properties.RouteTableIds', message, fix: 'Add their route tables.' }];
}

/**
 * An app answers at a host of its own, for which AWS documents no endpoint: "Connecting to an MLflow tracking server through
 * an Interface VPC Endpoint" speaks of servers alone, and the client sagemaker-mlflow 0.5.0 asks an app elsewhere.
 */
function appsBehindNoEndpoint({ ofType, places, network }: Model): Violation[] {
  const closed = places.find(
    ({ resource, subnets }) =>
      resource.type === 'AWS::SageMaker::Domain' &&
      textAt(resource.properties, 'AppNetworkAccessType') === 'VpcOnly' &&
      (subnets.length === 0 || subnets.some((subnet) => !leadsOut(subnet, network))),
  );
  if (closed === undefined) return [];
  return ofType('AWS::SageMaker::MlflowApp').map((app) => ({
    at: app,
    path: 'Type',
    message: `${app.logicalId} answers at mlflow.sagemaker.<region>.app.aws, for which AWS documents no endpoint: whether ${closed.resource.logicalId} reaches it is not known.`,
    fix: 'Use a tracking server, which the endpoint sagemaker.experiments reaches.',
  }));
}

function leadsOut({ tables }: Subnet, { routesOf }: Model['network']): boolean {
  return tables.some((table) =>
    routesOf(table).some(
      ({ properties }) =>
        textAt(properties, 'DestinationCidrBlock') === '0.0.0.0/0' && textAt(properties, 'NatGatewayId') !== undefined,
    ),
  );
}

export const endpointRules: readonly Rule[] = [
  {
    id: 'endpoint-missing',
    proves: 'Everything that the resources of the templates call can be reached inside the network.',
    beyond: 'What the code of people calls besides; services that a zone lacks.',
    violations: missing,
  },
  { id: 'endpoint-surplus', proves: 'No endpoint is paid for twice.', beyond: '', violations: surplus },
  {
    id: 'endpoint-order',
    proves: 'An S3 interface endpoint waits for the gateway endpoint.',
    beyond: '',
    violations: unordered,
  },
  {
    id: 'endpoint-names',
    proves: 'The usual names of services lead to their endpoints.',
    beyond: '',
    violations: (model) => [...withoutNames(model), ...withoutNameServer(model)],
  },
  {
    id: 'endpoint-zones',
    proves: 'Each endpoint has one address in every zone in which work runs.',
    beyond: 'Subnets that leave the zone to AWS.',
    violations: (model) => [...zonesMissed(model), ...twiceInZone(model)],
  },
  {
    id: 'endpoint-routes',
    proves: 'Every subnet with work has a route to the gateway endpoints.',
    beyond: '',
    violations: notRouted,
  },
];

/** What may be reached or not: AWS says too little to tell. */
export const endpointDoubts: readonly Rule[] = [
  {
    id: 'tracking-app-reach',
    proves: 'Tracking is at a host that the network reaches.',
    beyond: 'A serverless app in a network without a way out: no endpoint of its host is documented.',
    violations: appsBehindNoEndpoint,
  },
];
