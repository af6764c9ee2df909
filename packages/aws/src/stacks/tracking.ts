import { TrackingApp, TrackingServer } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { runFolder } from '../access/run-files.ts';
import type { Built, Site } from './builder.ts';
import { roleSettings } from './role-settings.ts';

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
    ...(tracking.maintenance === null ? {} : { weeklyMaintenanceStart: tracking.maintenance }),
    role: { roleName: names.trackingRole(project.name), ...roleSettings(site) },
  };
  if (tracking.kind === 'app') return { leaves: { arn: new TrackingApp(stack, 'Tracking', common).trackingArn } };
  const version = tracking.version === null ? {} : { mlflowVersion: tracking.version };
  const server = new TrackingServer(stack, 'Tracking', { ...common, ...version, size: tracking.size });
  return { leaves: { arn: server.trackingArn } };
}
