import {
  DescribeMlflowTrackingServerCommand,
  paginateListMlflowApps,
  paginateListMlflowTrackingServers,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { TrackingFound } from './account.ts';
import { everyItem } from './every-item.ts';
import { look } from './look.ts';
import type { NamedOf } from './read-serving.ts';
import { readTags, tagsUnlessDenied } from './read-tags.ts';
import { type LikelyOurs, type SortedOut, sortOut } from './sort-out.ts';

/** Tracking apps and servers that are named as the workspace's, and which of them are; they outlive its domain. */
export async function readTracking(of: NamedOf, client: SageMakerClient): Promise<SortedOut<TrackingFound>> {
  const [apps, servers] = await Promise.all([readApps(of, client), readServers(of, client)]);
  return sortOut([...apps, ...servers], of.ownership);
}

async function readApps(of: NamedOf, client: SageMakerClient): Promise<readonly LikelyOurs<TrackingFound>[]> {
  const apps = await everyItem(paginateListMlflowApps({ client }, {}), (answer) => answer.Summaries);
  const found = apps.map(({ Arn: id = '', Name: name = '', Status: status = '' }) => ({
    ...{ kind: 'app' as const, id, name, status, size: null },
  }));
  const there = found.filter(({ name, status }) => name.startsWith(of.prefix) && status !== 'Deleted');
  return Promise.all(there.map((app) => candidate(app, app.id, of, client)));
}

async function readServers(of: NamedOf, client: SageMakerClient): Promise<readonly LikelyOurs<TrackingFound>[]> {
  const servers = await everyItem(
    paginateListMlflowTrackingServers({ client }, {}),
    (answer) => answer.TrackingServerSummaries,
  );
  const named = servers.filter(({ TrackingServerName: name }) => name?.startsWith(of.prefix));
  const found = await Promise.all(
    named.map(async ({ TrackingServerName = '', TrackingServerArn = '' }) => {
      const server = await readServer(TrackingServerName, client);
      return server === undefined ? [] : [await candidate(server, TrackingServerArn, of, client)];
    }),
  );
  return found.flat();
}

async function candidate(
  thing: TrackingFound,
  arn: string,
  { ofStacks }: NamedOf,
  client: SageMakerClient,
): Promise<LikelyOurs<TrackingFound>> {
  const isOwned = ofStacks.has(thing.id) || ofStacks.has(arn);
  return { id: `tracking ${thing.name}`, thing, tags: await tagsUnlessDenied(readTags(arn, client)), isOwned };
}

async function readServer(name: string, client: SageMakerClient): Promise<TrackingFound | undefined> {
  const server = await look(client.send(new DescribeMlflowTrackingServerCommand({ TrackingServerName: name })));
  if (server === undefined) return undefined;
  const { TrackingServerStatus: status = '', TrackingServerSize: size = null } = server;
  return { kind: 'server', id: name, name, status, size };
}
