import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelPackageGroupsCommand,
  ListModelsCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EndpointFound, ServingFound, VariantFound } from './account.ts';
import { everyPage } from './every-page.ts';
import { lookServing } from './look.ts';

/** Endpoints, their configurations and models whose names begin as those of the workspace's projects do. */
export async function readServing(prefix: string, client: SageMakerClient): Promise<ServingFound> {
  const NameContains = prefix;
  const endpoints = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListEndpointsCommand({ NameContains, NextToken }));
    return { items: answer.Endpoints, next: answer.NextToken };
  });
  const configs = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListEndpointConfigsCommand({ NameContains, NextToken }));
    return { items: answer.EndpointConfigs, next: answer.NextToken };
  });
  const models = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListModelsCommand({ NameContains, NextToken }));
    return { items: answer.Models, next: answer.NextToken };
  });
  const ours = endpoints.flatMap(({ EndpointName: name }) => (name?.startsWith(prefix) ? name : []));
  const found = await Promise.all(ours.map((name) => readEndpoint(name, client)));
  return {
    endpoints: found.filter((endpoint) => endpoint !== undefined),
    configs: configs.flatMap(({ EndpointConfigName: name = '' }) => (name.startsWith(prefix) ? name : [])),
    models: models.flatMap(({ ModelName: name = '' }) => (name.startsWith(prefix) ? name : [])),
  };
}

async function readEndpoint(name: string, client: SageMakerClient): Promise<EndpointFound | undefined> {
  const endpoint = await lookServing(client.send(new DescribeEndpointCommand({ EndpointName: name })));
  if (endpoint === undefined) return undefined;
  const { EndpointStatus: status = '', EndpointConfigName, ProductionVariants: running = [] } = endpoint;
  const config =
    EndpointConfigName === undefined
      ? undefined
      : await lookServing(client.send(new DescribeEndpointConfigCommand({ EndpointConfigName })));
  const variants = (config?.ProductionVariants ?? []).map(
    ({ VariantName, InstanceType, InitialInstanceCount = 0 }): VariantFound => ({
      instance: InstanceType ?? null,
      count: running.find((each) => each.VariantName === VariantName)?.CurrentInstanceCount ?? InitialInstanceCount,
    }),
  );
  return { name, status, variants };
}

export async function readModelGroups(prefix: string, client: SageMakerClient): Promise<readonly string[]> {
  const groups = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListModelPackageGroupsCommand({ NameContains: prefix, NextToken }));
    return { items: answer.ModelPackageGroupSummaryList, next: answer.NextToken };
  });
  return groups.flatMap(({ ModelPackageGroupName: name = '' }) => (name.startsWith(prefix) ? name : []));
}
