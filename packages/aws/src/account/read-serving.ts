import {
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListMlflowAppsCommand,
  ListMlflowTrackingServersCommand,
  ListModelPackageGroupsCommand,
  ListModelsCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { ServingFound, TrackingFound } from './account.ts';
import { everyPage } from './every-page.ts';

/** Tracking apps and servers whose names begin as those of the workspace do; they outlive its domain. */
export async function readTracking(prefix: string, client: SageMakerClient): Promise<readonly TrackingFound[]> {
  const apps = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListMlflowAppsCommand({ NextToken }));
    return { items: answer.Summaries, next: answer.NextToken };
  });
  const servers = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListMlflowTrackingServersCommand({ NextToken }));
    return { items: answer.TrackingServerSummaries, next: answer.NextToken };
  });
  const found: TrackingFound[] = [
    ...apps.map(({ Arn: id = '', Name: name = '', Status: status = '' }) => ({
      kind: 'app' as const,
      id,
      name,
      status,
    })),
    ...servers.map(({ TrackingServerName: name = '', TrackingServerStatus: status = '' }) => ({
      ...{ kind: 'server' as const, id: name, name, status },
    })),
  ];
  return found.filter(({ name, status }) => name.startsWith(prefix) && status !== 'Deleted');
}

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
  return {
    endpoints: endpoints
      .map(({ EndpointName: name = '', EndpointStatus: status = '' }) => ({ name, status }))
      .filter(({ name }) => name.startsWith(prefix)),
    configs: configs.flatMap(({ EndpointConfigName: name = '' }) => (name.startsWith(prefix) ? name : [])),
    models: models.flatMap(({ ModelName: name = '' }) => (name.startsWith(prefix) ? name : [])),
  };
}

export async function readModelGroups(prefix: string, client: SageMakerClient): Promise<readonly string[]> {
  const groups = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListModelPackageGroupsCommand({ NameContains: prefix, NextToken }));
    return { items: answer.ModelPackageGroupSummaryList, next: answer.NextToken };
  });
  return groups.flatMap(({ ModelPackageGroupName: name = '' }) => (name.startsWith(prefix) ? name : []));
}
