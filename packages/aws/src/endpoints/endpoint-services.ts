import { zonesWithoutWarehouse } from '@atelier/aws-regions';
import type { Network, RequiredService, RequiredServiceName } from '@atelier/core';

/** A service of AWS that a network needs an endpoint for. */
export interface EndpointService {
  /** Without what is the same for all: `sagemaker.api`. */
  readonly service: string;
  /** A gateway costs nothing; an interface is billed for each zone and hour. */
  readonly kind: 'gateway' | 'interface';
  /** The features that need it, for people. */
  readonly because: string;
  /** Ids of zones that do not have it. */
  readonly lacksZones: readonly string[];
}

/** Services behind each word; what AWS's own guides and templates name for the feature. */
const services: Readonly<Record<RequiredServiceName, readonly string[]>> = {
  objects: ['s3'],
  studio: ['sagemaker.api'],
  'studio-pages': ['sagemaker.studio'],
  models: ['sagemaker.runtime'],
  identity: ['sts'],
  logs: ['logs'],
  metrics: ['monitoring'],
  images: ['ecr.api', 'ecr.dkr'],
  network: ['ec2'],
  keys: ['kms'],
  tracking: ['sagemaker.experiments'],
  // No endpoint of an app's host is documented; the proof of endpoints says what follows from that.
  'tracking-app': [],
  packages: ['codeartifact.api', 'codeartifact.repositories'],
  source: ['codecommit', 'git-codecommit'],
  connections: ['codeconnections.api', 'codestar-connections.api'],
  catalog: ['servicecatalog'],
  settings: ['ssm'],
  secrets: ['secretsmanager'],
  warehouse: ['redshift-data', 'redshift-serverless'],
  // Jobs use the Glue catalogue only when they are told to (EMR Serverless guide, "Metastore configuration"); no role may.
  spark: ['emr-serverless'],
  flows: ['states'],
  unified: ['datazone', 'glue', 'athena', 'redshift'],
  'generative-ai': ['bedrock', 'bedrock-runtime', 'bedrock-agent', 'bedrock-agent-runtime'],
  assistant: ['q', 'codewhisperer'],
};

const lackedZones: Readonly<Record<string, readonly string[]>> = { 'redshift-serverless': zonesWithoutWarehouse };

/** The endpoints that reach what is asked for, each service once, in the order of what needs it first. */
export function endpointServices(reach: readonly RequiredService[]): readonly EndpointService[] {
  const asked = reach.flatMap(({ name, because }) => services[name].map((service) => ({ service, because })));
  return [...Map.groupBy(asked, ({ service }) => service)].map(([service, reasons]) => ({
    service,
    kind: service === 's3' ? 'gateway' : 'interface',
    because: reasons.map(({ because }) => because).join(' '),
    lacksZones: lackedZones[service] ?? [],
  }));
}

/** Those of the endpoints that the network does not have already. */
export function endpointsToMake(network: Network, required: readonly EndpointService[]): readonly EndpointService[] {
  const there = network.kind === 'existing' ? network.endpoints : [];
  return required.filter(({ service }) => !there.includes(service));
}

/** Positions of the zones that get an endpoint. A zone known by its position alone is taken to have every service. */
export function zonesOfEndpoint(
  { lacksZones }: EndpointService,
  zones: readonly (string | number)[],
): readonly number[] {
  return zones.flatMap((zone, position) => (lacksZones.includes(String(zone)) ? [] : [position]));
}
