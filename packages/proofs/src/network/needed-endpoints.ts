import type { EvaluatedResource } from '@atelier/cloudformation';
import { at, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { Endpoint } from './network.ts';

/** An endpoint service that something in a network cannot do without. */
export interface NeededEndpoint {
  readonly service: string;
  /** The thing that needs it, for people. */
  readonly because: string;
}

/** Without any one of these a notebook does not open, or a job does not start or never ends (reports of users). */
const always = [
  's3',
  'sagemaker.api',
  'sagemaker.runtime',
  'sts',
  'logs',
  'monitoring',
  'ecr.api',
  'ecr.dkr',
  'ec2',
] as const;

/** Services that a type is used through. */
const byType: Readonly<Record<string, readonly string[]>> = {
  'AWS::KMS::Key': ['kms'],
  'AWS::SageMaker::MlflowTrackingServer': ['sagemaker.experiments'],
  'AWS::SageMaker::Project': ['servicecatalog'],
  'AWS::ServiceCatalog::Portfolio': ['servicecatalog'],
  'AWS::CodeArtifact::Repository': ['codeartifact.api', 'codeartifact.repositories'],
  'AWS::CodeCommit::Repository': ['codecommit', 'git-codecommit'],
  'AWS::CodeConnections::Connection': ['codeconnections.api'],
  'AWS::CodeStarConnections::Connection': ['codestar-connections.api'],
  'AWS::EMRServerless::Application': ['emr-serverless'],
  'AWS::EMR::Cluster': ['elasticmapreduce'],
  'AWS::EMRContainers::VirtualCluster': ['emr-containers'],
  'AWS::RedshiftServerless::Workgroup': ['redshift-serverless', 'redshift-data'],
  'AWS::Redshift::Cluster': ['redshift', 'redshift-data'],
  'AWS::Athena::WorkGroup': ['athena'],
  'AWS::Glue::Job': ['glue'],
  'AWS::Glue::Database': ['glue'],
  'AWS::StepFunctions::StateMachine': ['states'],
  'AWS::SSM::Parameter': ['ssm'],
  'AWS::SecretsManager::Secret': ['secretsmanager'],
  'AWS::DataZone::Domain': ['datazone'],
};

/** Endpoints that are of no use alone. */
const pairs: readonly (readonly [string, string])[] = [
  ['ecr.dkr', 'ecr.api'],
  ['ecr.api', 'ecr.dkr'],
  ['git-codecommit', 'codecommit'],
  ['codeartifact.repositories', 'codeartifact.api'],
  ['codeartifact.api', 'codeartifact.repositories'],
];

const studioTypes = ['AWS::SageMaker::Domain', 'AWS::SageMaker::NotebookInstance'];

/** Services that must be reachable inside a VPC, each once, with the first thing that needs it; `present` is there. */
export function neededEndpoints(model: Model, vpc: EvaluatedResource, present: readonly Endpoint[]): NeededEndpoint[] {
  const studio = model.places.find(
    ({ resource, subnets }) => studioTypes.includes(resource.type) && subnets.some((subnet) => subnet.vpc === vpc),
  );
  const isForSageMaker = studio !== undefined || present.some(({ service }) => service.startsWith('sagemaker.'));
  const because = studio?.resource.logicalId ?? 'SageMaker';
  const needed = [
    ...(isForSageMaker ? always.map((service) => ({ service, because })) : []),
    ...(studio === undefined ? [] : featureNeeds(model)),
    ...pairNeeds(present),
  ];
  return [...new Map(needed.toReversed().map((need) => [need.service, need])).values()].toReversed();
}

function featureNeeds(model: Model): NeededEndpoint[] {
  const ofTypes = Object.entries(byType).flatMap(([type, services]) =>
    model.ofType(type).flatMap(({ logicalId }) => services.map((service) => ({ service, because: logicalId }))),
  );
  const encrypted = model
    .ofType('AWS::SageMaker::Domain')
    .filter(({ properties }) => at(properties, 'KmsKeyId') !== undefined);
  return [...ofTypes, ...encrypted.map(({ logicalId }) => ({ service: 'kms', because: `the key of ${logicalId}` }))];
}

function pairNeeds(present: readonly Endpoint[]): NeededEndpoint[] {
  return pairs
    .filter(([one]) => present.some(({ service }) => service === one))
    .map(([one, other]) => ({ service: other, because: `the endpoint of ${one}` }));
}

/** Whether names of the service lead to the endpoint by themselves. */
export function hasPrivateNames({ resource, isGateway }: Endpoint): boolean {
  return isGateway || textAt(resource.properties, 'PrivateDnsEnabled')?.toLowerCase() === 'true';
}

/** Route tables that lead to a gateway endpoint. */
export function tablesOf(endpoint: Endpoint, find: Model['find']): (EvaluatedResource | undefined)[] {
  return listAt(endpoint.resource.properties, 'RouteTableIds').map((value) => find(value));
}
