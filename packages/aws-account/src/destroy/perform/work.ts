import { idTag, workspaceTag } from '@atelier/aws';
import { DescribeLogGroupsCommand, TagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteMlflowAppCommand,
  DeleteMlflowTrackingServerCommand,
  DeleteModelCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DescribeEndpointCommand,
  DescribeMlflowAppCommand,
  DescribeMlflowTrackingServerCommand,
  paginateListModelPackages,
} from '@aws-sdk/client-sagemaker';
import type { AccountClients } from '../../read/account-clients.ts';
import { endpointLogs } from '../../read/endpoint-logs.ts';
import { everyItem } from '../../read/every-item.ts';
import { look, lookServing } from '../../read/look.ts';
import type { Tags } from '../../read/ownership.ts';
import { readTags } from '../../read/read-tags.ts';
import { waitUntil } from '../waiting.ts';
import type { Perform } from './perform.ts';

type SageMaker = AccountClients['sageMaker'];

export const deleteTracking: Perform<'tracking'> = async ({ apps, servers }, { sageMaker }, waiting) => {
  const asked = [
    ...(await Promise.all(apps.map((id) => deleteApp(id, sageMaker)))),
    ...(await Promise.all(servers.map((name) => deleteServer(name, sageMaker)))),
  ];
  for (const Arn of apps) {
    const isGone = async () => {
      const app = await look(sageMaker.send(new DescribeMlflowAppCommand({ Arn })));
      return app === undefined || app.Status === 'Deleted';
    };
    await waitUntil(isGone, { until: `the tracking app ${Arn} is gone`, atMostMinutes: 30 }, waiting);
  }
  for (const TrackingServerName of servers) {
    const isGone = async () =>
      (await look(sageMaker.send(new DescribeMlflowTrackingServerCommand({ TrackingServerName })))) === undefined;
    await waitUntil(isGone, { until: `the tracking server ${TrackingServerName} is gone`, atMostMinutes: 60 }, waiting);
  }
  return asked.some((was) => was);
};

async function deleteApp(Arn: string, sageMaker: SageMaker): Promise<boolean> {
  const app = await look(sageMaker.send(new DescribeMlflowAppCommand({ Arn })));
  if (app === undefined || app.Status === 'Deleted') return false;
  if (app.Status !== 'Deleting') await look(sageMaker.send(new DeleteMlflowAppCommand({ Arn })));
  return true;
}

async function deleteServer(TrackingServerName: string, sageMaker: SageMaker): Promise<boolean> {
  const server = await look(sageMaker.send(new DescribeMlflowTrackingServerCommand({ TrackingServerName })));
  if (server === undefined) return false;
  if (server.TrackingServerStatus !== 'Deleting')
    await look(sageMaker.send(new DeleteMlflowTrackingServerCommand({ TrackingServerName })));
  return true;
}

/** An endpoint goes before its configuration, and that before its models. */
export const deleteServing: Perform<'serving'> = async ({ endpoints, configs, models, mark }, clients, waiting) => {
  const { sageMaker } = clients;
  const before: (boolean | undefined)[] = [];
  for (const EndpointName of endpoints) {
    const found = await lookServing(sageMaker.send(new DescribeEndpointCommand({ EndpointName })));
    if (found !== undefined) await markLogs(EndpointName, { arn: found.EndpointArn ?? '', mark }, clients);
    if (found !== undefined && found.EndpointStatus !== 'Deleting')
      await lookServing(sageMaker.send(new DeleteEndpointCommand({ EndpointName })));
    before.push(found !== undefined);
  }
  for (const EndpointName of endpoints) {
    const isGone = async () =>
      (await lookServing(sageMaker.send(new DescribeEndpointCommand({ EndpointName })))) === undefined;
    await waitUntil(isGone, { until: `the endpoint ${EndpointName} is gone`, atMostMinutes: 30 }, waiting);
  }
  for (const EndpointConfigName of configs) {
    const gone = await lookServing(sageMaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName })));
    before.push(gone !== undefined);
  }
  for (const ModelName of models) {
    before.push((await lookServing(sageMaker.send(new DeleteModelCommand({ ModelName })))) !== undefined);
  }
  return before.some((was) => was === true);
};

/** The log group of an endpoint gets its tags before it goes: nothing else says then whose it is. */
async function markLogs(
  endpoint: string,
  { arn, mark }: { readonly arn: string; readonly mark: Tags },
  { sageMaker, logs }: AccountClients,
): Promise<void> {
  const { [workspaceTag]: workspace, [idTag]: id } = { ...mark, ...(await readTags(arn, sageMaker)) };
  if (workspace === undefined || id === undefined) return;
  const logGroupNamePrefix = endpointLogs(endpoint);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  const group = logGroups.find(({ logGroupName }) => logGroupName === logGroupNamePrefix);
  if (group?.logGroupArn === undefined) return;
  const tags = { [workspaceTag]: workspace, [idTag]: id };
  await look(logs.send(new TagResourceCommand({ resourceArn: group.logGroupArn, tags })));
}

export const deleteModels: Perform<'models'> = async ({ groups }, { sageMaker }) => {
  let wasThere = false;
  for (const ModelPackageGroupName of groups) {
    const packages = await lookServing(packagesOf(ModelPackageGroupName, sageMaker));
    for (const ModelPackageName of packages ?? [])
      await lookServing(sageMaker.send(new DeleteModelPackageCommand({ ModelPackageName })));
    const gone = await lookServing(sageMaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName })));
    wasThere ||= gone !== undefined;
  }
  return wasThere;
};

async function packagesOf(ModelPackageGroupName: string, sageMaker: SageMaker): Promise<string[]> {
  const packages = await everyItem(
    paginateListModelPackages({ client: sageMaker }, { ModelPackageGroupName }),
    (answer) => answer.ModelPackageSummaryList,
  );
  return packages.flatMap(({ ModelPackageArn }) => ModelPackageArn ?? []);
}
