import { TeamBucket, TrackingApp, TrackingHours, TrackingServer, type TrackingServerProps } from '@atelier/constructs';
import type { PieceOf, TrackingServerSettings } from '@atelier/core';
import { runFolder } from '../access/run-files.ts';
import { operatorArns } from '../layout/operators.ts';
import type { Built, Site } from './builder.ts';
import { roleSettings } from './role-settings.ts';
import { reachedFrom } from './stores.ts';

/** Where a project logs its experiments. */
export function buildTracking({ tracking, project }: PieceOf<'tracking'>, site: Site): Built<'tracking'> {
  const { stack, names, needed } = site;
  const common = {
    name: names.tracking(project.name, tracking.name),
    store: {
      bucketName: tracking.bucket ?? names.projectBucket(project.name, 'artifacts'),
      prefix: runFolder(tracking, project.name),
      kmsKeyArn: needed('key').keyArn,
    },
    ...(tracking.autoRegister
      ? { autoRegistration: { modelPackageGroups: `${names.projectPrefix(project.name)}*` } }
      : {}),
    ...maintenance(tracking),
    role: { roleName: names.trackingRole(project.name), ...roleSettings(site) },
  };
  if (tracking.kind === 'app') return { leaves: { arn: new TrackingApp(stack, 'Tracking', common).trackingArn } };
  return { leaves: { arn: serverWithHours(tracking, common, names.scheduleRole(project.name), site).trackingArn } };
}

/**
 * Where all projects log their experiments. Whoever may use the server reads every file that its own role may read: that role
 * reads no bucket of a project, and runs keep their files in those.
 */
export function buildWorkspaceTracking(
  { tracking }: PieceOf<'workspace-tracking'>,
  site: Site,
): Built<'workspace-tracking'> {
  const { stack, workspace, names, needed } = site;
  const kmsKeyArn = needed('key').keyArn;
  const role = names.workspaceTrackingRole;
  const bucketName = names.workspaceTrackingBucket;
  const bucket = new TeamBucket(stack, 'TrackingStore', {
    bucketName,
    kmsKeyArn,
    accessLogsBucketName: names.accessLogsBucket,
    ...reachedFrom(needed('network').network),
    operators: operatorArns(workspace.aws, names),
    viaRoles: [names.roleArn(role)],
    workRoles: [names.roleArn(role)],
  });
  const props = {
    name: names.workspaceTracking(tracking.name),
    store: { bucketName, kmsKeyArn },
    ...maintenance(tracking),
    role: { roleName: role, ...roleSettings(site) },
  };
  const server = serverWithHours(tracking, props, names.workspaceScheduleRole, site);
  server.node.addDependency(bucket);
  return { leaves: { arn: server.trackingArn } };
}

function serverWithHours(
  { version, size, hours }: TrackingServerSettings,
  props: TrackingServerProps,
  scheduleRole: string,
  site: Site,
): TrackingServer {
  const mlflow = version === null ? {} : { mlflowVersion: version };
  const server = new TrackingServer(site.stack, 'Tracking', { ...props, ...mlflow, size });
  if (hours !== null) {
    const role = { roleName: scheduleRole, ...roleSettings(site) };
    new TrackingHours(site.stack, 'TrackingHours', { ...hours, serverName: props.name, role });
  }
  return server;
}

function maintenance({ maintenance }: { readonly maintenance: string | null }) {
  return maintenance === null ? {} : { weeklyMaintenanceStart: maintenance };
}
