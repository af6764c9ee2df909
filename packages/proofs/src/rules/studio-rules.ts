import type { EvaluatedResource } from '@atelier/cloudformation';
import { at, isTrueAt, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { attachments } from '../network/attachments.ts';
import type { Rule, Violation } from '../rule.ts';

/** Types that run somebody's code or serve data outside every network of ours unless they are told where. */
const outsideByDefault = [
  'AWS::SageMaker::Model',
  'AWS::SageMaker::ProcessingJob',
  'AWS::SageMaker::DataQualityJobDefinition',
  'AWS::SageMaker::ModelQualityJobDefinition',
  'AWS::SageMaker::ModelBiasJobDefinition',
  'AWS::SageMaker::ModelExplainabilityJobDefinition',
  'AWS::SageMaker::Cluster',
  'AWS::Lambda::Function',
  'AWS::CodeBuild::Project',
  'AWS::EMRServerless::Application',
  'AWS::EMR::Cluster',
  'AWS::RedshiftServerless::Workgroup',
  'AWS::OpenSearchService::Domain',
] as const;

function outsideNetwork(model: Model): Violation[] {
  const placed = new Set(model.places.map(({ resource }) => resource));
  return model
    .ofType(...outsideByDefault)
    .filter((resource) => !placed.has(resource) && !hasNoNetwork(resource))
    .map((resource) => ({
      at: resource,
      path: `Properties.${attachments[resource.type]?.subnets}`,
      message: `${resource.logicalId} runs in a network of AWS that reaches the internet, for it names no subnets.`,
      fix: `Give it subnets and a security group of the isolated network.`,
    }));
}

/** A container without any network needs no subnets. */
function hasNoNetwork({ properties }: EvaluatedResource): boolean {
  return isTrueAt(properties, 'EnableNetworkIsolation') || isTrueAt(properties, 'NetworkConfig.EnableNetworkIsolation');
}

function clustersOutside(model: Model): Violation[] {
  return model
    .ofType('AWS::Redshift::Cluster')
    .filter(({ properties }) => at(properties, 'ClusterSubnetGroupName') === undefined)
    .map((resource) => ({
      at: resource,
      path: 'Properties.ClusterSubnetGroupName',
      message: `${resource.logicalId} runs in the account's default network, for it names no subnets.`,
      fix: 'Name a subnet group of the isolated network.',
    }));
}

function studioInternet(model: Model): Violation[] {
  const domains = model
    .ofType('AWS::SageMaker::Domain')
    .filter(({ properties }) => textAt(properties, 'AppNetworkAccessType') !== 'VpcOnly');
  return domains.map((resource) => ({
    at: resource,
    path: 'Properties.AppNetworkAccessType',
    message: `Notebooks of ${resource.logicalId} have an internet connection of SageMaker's own.`,
    fix: 'Set AppNetworkAccessType to VpcOnly.',
  }));
}

function notebookInternet(model: Model): Violation[] {
  const path = 'DirectInternetAccess';
  const open = model
    .ofType('AWS::SageMaker::NotebookInstance')
    .filter(({ properties }) => textAt(properties, path) !== 'Disabled');
  return open.map((resource) => ({
    at: resource,
    path: `Properties.${path}`,
    message: `${resource.logicalId} has an internet connection of SageMaker's own.`,
    fix: `Set ${path} to Disabled, and give it a subnet.`,
  }));
}

function dockerAccounts(model: Model): Violation[] {
  const settings = 'DomainSettings.DockerSettings';
  return model
    .ofType('AWS::SageMaker::Domain')
    .filter(({ properties }) => textAt(properties, `${settings}.EnableDockerAccess`) === 'ENABLED')
    .filter(({ properties }) => listAt(properties, `${settings}.VpcOnlyTrustedAccounts`).length === 0)
    .map((resource) => ({
      at: resource,
      path: `Properties.${settings}.VpcOnlyTrustedAccounts`,
      message: `${resource.logicalId} lets notebooks use Docker and names no account that images may come from.`,
      fix: 'List the accounts in VpcOnlyTrustedAccounts, or switch Docker off.',
    }));
}

export const studioRules: readonly Rule[] = [
  {
    id: 'studio-internet',
    proves: 'Studio runs in the network of the templates alone.',
    beyond: 'The Studio page itself is served by AWS over the internet to whoever may sign in.',
    violations: studioInternet,
  },
  {
    id: 'notebook-internet',
    proves: 'No notebook instance has an internet connection.',
    beyond: '',
    violations: notebookInternet,
  },
  {
    id: 'outside-network',
    proves: 'Models, jobs, functions, builds, clusters and warehouses run in a network of the templates, or in none.',
    beyond: 'Jobs that people or flows start later: that their network is named is a matter of rights and of the flow.',
    violations: (model) => [...outsideNetwork(model), ...clustersOutside(model)],
  },
  {
    id: 'docker-accounts',
    proves: 'Where notebooks may use Docker, the accounts that images come from are listed.',
    beyond: '',
    violations: dockerAccounts,
  },
];
