import {
  DescribeMlflowTrackingServerCommand,
  ListMlflowAppsCommand,
  ListMlflowTrackingServersCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { TrackingFound } from './account.ts';
import { everyPage } from './every-page.ts';
import { look } from './look.ts';

/** Tracking apps and servers whose names begin as those of the workspace do; they outlive its domain. */
export async function readTracking(prefix: string, client: SageMakerClient): Promise<readonly TrackingFound[]> {
  const [apps, servers] = await Promise.all([readApps(client), readServers(prefix, client)]);
  return [...apps, ...servers].filter(({ name, status }) => name.startsWith(prefix) && status !== 'Deleted');
}

async function readApps(client: SageMakerClient): Promise<TrackingFound[]> {
  const apps = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListMlflowAppsCommand({ NextToken }));
    return { items: answer.Summaries, next: answer.NextToken };
  });
  return apps.map(({ Arn: id = '', Name: name = '', Status: status = '' }) => ({
    ...{ kind: 'app', id, name, status, size: null },
  }));
}

async function readServers(prefix: string, client: SageMakerClient): Promise<TrackingFound[]> {
  const servers = await everyPage(async (NextToken) => {
    const answer = await client.send(new ListMlflowTrackingServersCommand({ NextToken }));
    return { items: answer.TrackingServerSummaries, next: answer.NextToken };
  });
  const names = servers.flatMap(({ TrackingServerName: name }) => (name?.startsWith(prefix) ? name : []));
  const found = await Promise.all(names.map((name) => readServer(name, client)));
  return found.filter((server) => server !== undefined);
}

async function readServer(name: string, client: SageMakerClient): Promise<TrackingFound | undefined> {
  const server = await look(client.send(new DescribeMlflowTrackingServerCommand({ TrackingServerName: name })));
  if (server === undefined) return undefined;
  const { TrackingServerStatus: status = '', TrackingServerSize: size = null } = server;
  return { kind: 'server', id: name, name, status, size };
}
