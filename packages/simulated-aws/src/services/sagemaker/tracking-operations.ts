import { minutesOf } from '../../kinds/minutes.ts';
import type { Members, Operation } from '../../service/service.ts';
import { leave, present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import { arnOf, theIdle, theOne, times } from './described.ts';

const appType = 'AWS::SageMaker::MlflowApp';
const serverType = 'AWS::SageMaker::MlflowTrackingServer';

const appSummary = (app: StoredResource): Members => ({
  Arn: app.id,
  Name: app.properties.Name,
  Status: app.status,
  ...times(app),
});

const serverSummary = (server: StoredResource, arn: string): Members => ({
  TrackingServerArn: arn,
  TrackingServerName: server.id,
  TrackingServerStatus: server.status,
  IsActive: server.status === 'Deleting' ? 'Inactive' : 'Active',
  ...times(server),
});

const byId = (id: unknown) => (resource: StoredResource) => resource.id === id;

export const trackingOperations: Readonly<Record<string, Operation>> = {
  ListMlflowApps: (_, world) => ({ Summaries: present(world, appType).map(appSummary) }),
  DescribeMlflowApp: ({ Arn }, world) => {
    const app = theOne(world, appType, byId(Arn), Arn);
    const { ArtifactStoreUri, RoleArn } = app.properties;
    return { ...appSummary(app), ArtifactStoreUri, RoleArn };
  },
  DeleteMlflowApp: ({ Arn }, world) => {
    leave(world, theIdle(world, appType, byId(Arn), Arn), minutesOf(appType), 'Deleting');
    return { Arn };
  },
  ListMlflowTrackingServers: (_, world) => {
    const found = present(world, serverType).map((each) =>
      serverSummary(each, arnOf(world, `mlflow-tracking-server/${each.id}`)),
    );
    return { TrackingServerSummaries: found };
  },
  DescribeMlflowTrackingServer: ({ TrackingServerName }, world) => {
    const server = theOne(world, serverType, byId(TrackingServerName), TrackingServerName);
    const size = server.properties.TrackingServerSize ?? 'Small';
    const arn = arnOf(world, `mlflow-tracking-server/${server.id}`);
    return { ...serverSummary(server, arn), TrackingServerSize: size };
  },
  DeleteMlflowTrackingServer: ({ TrackingServerName }, world) => {
    const server = theIdle(world, serverType, byId(TrackingServerName), TrackingServerName);
    leave(world, server, minutesOf(serverType), 'Deleting');
    return { TrackingServerArn: arnOf(world, `mlflow-tracking-server/${server.id}`) };
  },
};
